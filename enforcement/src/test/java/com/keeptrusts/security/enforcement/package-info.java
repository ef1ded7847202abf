/** The promises of decisions and of the rows below them. */
@NullMarked
package com.keeptrusts.security.enforcement;

import org.jspecify.annotations.NullMarked;

/** What is true this instant: may this request pass, now? */
@NullMarked
package com.keeptrusts.security.enforcement;

import org.jspecify.annotations.NullMarked;

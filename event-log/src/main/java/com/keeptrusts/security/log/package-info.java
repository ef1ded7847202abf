/** How what happened is written down, and read again in one order. */
@NullMarked
package com.keeptrusts.security.log;

import org.jspecify.annotations.NullMarked;

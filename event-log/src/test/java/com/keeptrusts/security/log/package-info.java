/** The promises of the log, held against a real PostgreSQL. */
@NullMarked
package com.keeptrusts.security.log;

import org.jspecify.annotations.NullMarked;

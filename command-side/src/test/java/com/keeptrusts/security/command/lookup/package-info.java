/** The look-ups, against the log that they are made from. */
@NullMarked
package com.keeptrusts.security.command.lookup;

import org.jspecify.annotations.NullMarked;

/** The way of a command, held against every kind of caller, many nodes at once, and failures. */
@NullMarked
package com.keeptrusts.security.command.bus;

import org.jspecify.annotations.NullMarked;

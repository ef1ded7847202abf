/** The way of a command: its subject's queue, its authority, its transaction. */
@NullMarked
package com.keeptrusts.security.command.bus;

import org.jspecify.annotations.NullMarked;

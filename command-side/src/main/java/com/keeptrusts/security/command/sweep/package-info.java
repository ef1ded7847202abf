/** What is over by itself, and is to be forgotten or told? */
@NullMarked
package com.keeptrusts.security.command.sweep;

import org.jspecify.annotations.NullMarked;

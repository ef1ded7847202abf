/** Changing the e-mail that somebody signs in with. */
@NullMarked
package com.keeptrusts.security.command.email;

import org.jspecify.annotations.NullMarked;

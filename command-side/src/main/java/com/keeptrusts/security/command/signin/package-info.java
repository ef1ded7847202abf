/** Who is it? Signing in, proving it again, and the sessions that follow. */
@NullMarked
package com.keeptrusts.security.command.signin;

import org.jspecify.annotations.NullMarked;

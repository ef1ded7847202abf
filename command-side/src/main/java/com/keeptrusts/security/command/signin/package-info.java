/** May this guess be verified, and how far has this sign-in come? */
@NullMarked
package com.keeptrusts.security.command.signin;

import org.jspecify.annotations.NullMarked;

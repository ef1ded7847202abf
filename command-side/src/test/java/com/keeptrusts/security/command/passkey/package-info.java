/** Passkeys: what is asked of an authenticator, and what of its answers is taken. */
@NullMarked
package com.keeptrusts.security.command.passkey;

import org.jspecify.annotations.NullMarked;

/** Is this a code of the authenticator app? Its secret, how it gets into the app, and its codes. */
@NullMarked
package com.keeptrusts.security.command.totp;

import org.jspecify.annotations.NullMarked;

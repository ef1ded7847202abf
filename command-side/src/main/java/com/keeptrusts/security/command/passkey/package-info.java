/** Which passkey signed, and did its authenticator answer this very question? */
@NullMarked
package com.keeptrusts.security.command.passkey;

import org.jspecify.annotations.NullMarked;

/** Is this one of the codes kept for a lost authenticator, and which? */
@NullMarked
package com.keeptrusts.security.command.recovery;

import org.jspecify.annotations.NullMarked;

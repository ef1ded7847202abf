/** Shows the rules of a user's account: given what happened, when asked, then what follows. */
@NullMarked
package com.keeptrusts.security.command.user;

import org.jspecify.annotations.NullMarked;

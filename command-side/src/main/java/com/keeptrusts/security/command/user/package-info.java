/** What may happen to a user's account: its password, second factor, sessions and memberships. */
@NullMarked
package com.keeptrusts.security.command.user;

import org.jspecify.annotations.NullMarked;

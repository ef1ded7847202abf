/**
 * Is this the password, and may it be one? How passwords are hashed, checked, ruled and made up.
 */
@NullMarked
package com.keeptrusts.security.command.password;

import org.jspecify.annotations.NullMarked;

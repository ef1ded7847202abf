/** May this guess be verified, and how far has this sign-in come? */
@NullMarked
package com.keeptrusts.security.command.attempt;

import org.jspecify.annotations.NullMarked;

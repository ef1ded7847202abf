/** Shows what the package of this name does. */
@NullMarked
package com.keeptrusts.security.command.sso;

import org.jspecify.annotations.NullMarked;

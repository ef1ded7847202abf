/** Shows what the package of this name does. */
@NullMarked
package com.keeptrusts.security.command.bus;

import org.jspecify.annotations.NullMarked;

/** Shows what the package of this name does. */
@NullMarked
package com.keeptrusts.security.command.lookup;

import org.jspecify.annotations.NullMarked;

/** Shows what may happen to an org. */
@NullMarked
package com.keeptrusts.security.command.org;

import org.jspecify.annotations.NullMarked;

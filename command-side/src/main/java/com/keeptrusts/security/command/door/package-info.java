/** Who calls: from what a request states to the caller of a command. */
@NullMarked
package com.keeptrusts.security.command.door;

import org.jspecify.annotations.NullMarked;

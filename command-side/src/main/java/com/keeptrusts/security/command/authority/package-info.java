/** Who may issue which command: what commands demand, and what a caller turned out to be. */
@NullMarked
package com.keeptrusts.security.command.authority;

import org.jspecify.annotations.NullMarked;

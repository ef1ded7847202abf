/** Which account is it, and which of its secrets are in force? Look-ups of the command side. */
@NullMarked
package com.keeptrusts.security.command.lookup;

import org.jspecify.annotations.NullMarked;

/** What may be asked: commands become facts here, and secrets have their only home. */
@NullMarked
package com.keeptrusts.security.command;

import org.jspecify.annotations.NullMarked;

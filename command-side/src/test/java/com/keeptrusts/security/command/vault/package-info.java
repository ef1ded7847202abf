@NullMarked
package com.keeptrusts.security.command.vault;

import org.jspecify.annotations.NullMarked;

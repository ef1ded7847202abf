@NullMarked
package com.keeptrusts.security.command.attempt;

import org.jspecify.annotations.NullMarked;

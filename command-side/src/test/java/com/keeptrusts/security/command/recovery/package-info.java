@NullMarked
package com.keeptrusts.security.command.recovery;

import org.jspecify.annotations.NullMarked;

@NullMarked
package com.keeptrusts.security.command.password;

import org.jspecify.annotations.NullMarked;

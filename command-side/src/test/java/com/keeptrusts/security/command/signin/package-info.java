@NullMarked
package com.keeptrusts.security.command.signin;

import org.jspecify.annotations.NullMarked;

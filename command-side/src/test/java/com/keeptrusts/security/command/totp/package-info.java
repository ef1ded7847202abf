@NullMarked
package com.keeptrusts.security.command.totp;

import org.jspecify.annotations.NullMarked;

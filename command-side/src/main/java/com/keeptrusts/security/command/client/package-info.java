/** Which programs may call, and with which credential. */
@NullMarked
package com.keeptrusts.security.command.client;

import org.jspecify.annotations.NullMarked;

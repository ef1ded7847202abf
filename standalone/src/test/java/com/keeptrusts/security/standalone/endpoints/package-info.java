/** Every endpoint, asked by everybody and with everything that can be sent. */
@NullMarked
package com.keeptrusts.security.standalone.endpoints;

import org.jspecify.annotations.NullMarked;

/** Shows the rules of service credentials. */
@NullMarked
package com.keeptrusts.security.command.client;

import org.jspecify.annotations.NullMarked;

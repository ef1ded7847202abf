/** Shows what the events promise. */
@NullMarked
package com.keeptrusts.security.event;

import org.jspecify.annotations.NullMarked;

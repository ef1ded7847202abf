/** Axon as it is put together here, on a real database. */
@NullMarked
package com.keeptrusts.security.command.axon;

import org.jspecify.annotations.NullMarked;

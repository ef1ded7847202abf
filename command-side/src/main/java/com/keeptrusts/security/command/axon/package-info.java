/** How Axon is put together here. */
@NullMarked
package com.keeptrusts.security.command.axon;

import org.jspecify.annotations.NullMarked;

/** Where is what must never be seen? The only place where secrets are kept, sealed, row by row. */
@NullMarked
package com.keeptrusts.security.command.vault;

import org.jspecify.annotations.NullMarked;

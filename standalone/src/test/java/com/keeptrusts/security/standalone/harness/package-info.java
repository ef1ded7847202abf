/** Real processes on a real database, somebody who calls them, and what may not leak from them. */
@NullMarked
package com.keeptrusts.security.standalone.harness;

import org.jspecify.annotations.NullMarked;

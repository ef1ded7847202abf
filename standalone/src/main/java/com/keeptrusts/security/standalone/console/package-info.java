/** How a browser uses the API: pages, and a backend of their own origin that keeps the tokens. */
@NullMarked
package com.keeptrusts.security.standalone.console;

import org.jspecify.annotations.NullMarked;

/** Both sides in one process, on a database of its own: what the one command starts. */
@NullMarked
package com.keeptrusts.security.standalone;

import org.jspecify.annotations.NullMarked;

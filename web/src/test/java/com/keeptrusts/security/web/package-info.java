/** Shows what the door lets through and what it refuses. */
@NullMarked
package com.keeptrusts.security.web;

import org.jspecify.annotations.NullMarked;

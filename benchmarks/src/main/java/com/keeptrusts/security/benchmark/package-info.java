/**
 * What does it cost? Each figure is one class that reads from top to bottom, and measures beside
 * itself the limit that it is divided by.
 */
@NullMarked
package com.keeptrusts.security.benchmark;

import org.jspecify.annotations.NullMarked;

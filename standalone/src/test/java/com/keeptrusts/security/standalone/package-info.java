/** The whole: its architecture, its rules, and the running system from outside. */
@NullMarked
package com.keeptrusts.security.standalone;

import org.jspecify.annotations.NullMarked;

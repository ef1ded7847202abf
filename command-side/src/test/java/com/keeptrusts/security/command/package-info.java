/** What the tests of the command side share. */
@NullMarked
package com.keeptrusts.security.command;

import org.jspecify.annotations.NullMarked;

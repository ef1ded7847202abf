/**
 * What has to be done without anybody asking: forgetting and telling what is over by itself, timers
 * that go off, and the walk over the members of an org whose policy changed.
 */
@NullMarked
package com.keeptrusts.security.command.sweep;

import org.jspecify.annotations.NullMarked;

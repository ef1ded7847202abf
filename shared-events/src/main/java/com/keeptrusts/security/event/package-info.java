/**
 * What can have happened: event records, the value types they are made of, and the pure rules about
 * them. No Spring, no database.
 */
@NullMarked
package com.keeptrusts.security.event;

import org.jspecify.annotations.NullMarked;

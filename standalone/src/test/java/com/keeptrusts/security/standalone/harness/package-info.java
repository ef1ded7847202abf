/** What the tests about the whole look at. */
@NullMarked
package com.keeptrusts.security.standalone.harness;

import org.jspecify.annotations.NullMarked;

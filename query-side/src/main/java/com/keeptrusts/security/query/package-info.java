/** What can be known: decisions over HTTP and the audit feed. */
@NullMarked
package com.keeptrusts.security.query;

import org.jspecify.annotations.NullMarked;

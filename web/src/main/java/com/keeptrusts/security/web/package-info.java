/** How both sides are spoken to: problems, service credentials, limits. */
@NullMarked
package com.keeptrusts.security.web;

import org.jspecify.annotations.NullMarked;

/** May this request pass, now? The HTTP of the enforcement module. */
@NullMarked
package com.keeptrusts.security.query.decision;

import org.jspecify.annotations.NullMarked;

/** What may happen to an org's own settings. */
@NullMarked
package com.keeptrusts.security.command.org;

import org.jspecify.annotations.NullMarked;

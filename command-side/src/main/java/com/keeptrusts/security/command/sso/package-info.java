/** Which identity does a provider vouch for, and whose account is it linked to? */
@NullMarked
package com.keeptrusts.security.command.sso;

import org.jspecify.annotations.NullMarked;

/** What does an org demand of its members, and whom does that affect? */
@NullMarked
package com.keeptrusts.security.query.mfa;

import org.jspecify.annotations.NullMarked;

/** What happened, by whom, to what: one entry for every event, and each org's own share of them. */
@NullMarked
package com.keeptrusts.security.query.audit;

import org.jspecify.annotations.NullMarked;

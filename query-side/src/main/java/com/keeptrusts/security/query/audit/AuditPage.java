package com.keeptrusts.security.query.audit;

import java.util.List;

/**
 * Entries in the order of their numbers, and the cursor to ask for what follows them. An empty page
 * has one too.
 */
record AuditPage<E>(List<E> entries, String cursor, boolean more) {}

package com.keeptrusts.security.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event at its place in the sequence, as it is stored. Without a subject type it stands alone:
 * its subject id is then its own id, and its revision 0.
 */
public record NumberedEvent(
    long number,
    String eventId,
    @Nullable String subjectType,
    String subjectId,
    long revision,
    String name,
    String eventRevision,
    Instant at,
    String payloadJson,
    String metadataJson) {}

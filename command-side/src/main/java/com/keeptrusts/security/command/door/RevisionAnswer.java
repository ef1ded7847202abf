package com.keeptrusts.security.command.door;

import com.keeptrusts.security.event.SubjectRevision;

/** The answer to a command that has nothing else to say: how far its subject has come. */
public record RevisionAnswer(SubjectRevision revision) {

  public static RevisionAnswer of(SubjectRevision revision) {
    return new RevisionAnswer(revision);
  }
}

package com.keeptrusts.security.command.authority;

import com.keeptrusts.security.event.Sha256;

/** A command that finishes a sign-in in progress, which is deleted in the same transaction. */
public interface ThroughSignIn {

  /** The digest of the sign-in's token. */
  Sha256 signIn();
}

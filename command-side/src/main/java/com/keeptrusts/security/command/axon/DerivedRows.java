package com.keeptrusts.security.command.axon;

import com.keeptrusts.security.command.lookup.LookUpRebuild;
import com.keeptrusts.security.enforcement.EnforcementRebuild;
import com.keeptrusts.security.enforcement.Rebuilt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the command side derived from the log, to be made again by an operator while the system
 * runs: the rows that decisions are made from, and the look-ups. If nothing had gone wrong, not one
 * row is put right.
 */
public final class DerivedRows {

  private static final Logger LOG = LoggerFactory.getLogger(DerivedRows.class);

  private final EnforcementRebuild enforcement;
  private final LookUpRebuild lookUps;

  DerivedRows(EnforcementRebuild enforcement, LookUpRebuild lookUps) {
    this.enforcement = enforcement;
    this.lookUps = lookUps;
  }

  /** Returns once both are right, and says how many rows of each table were not. */
  public void rebuild() {
    say("enforcement", enforcement.run(number -> progress("enforcement", number)));
    say("look-ups", lookUps.run(number -> progress("look-ups", number)));
  }

  private static void progress(String what, long number) {
    LOG.info("Rebuilding {}: at number {}", what, number);
  }

  private static void say(String what, Rebuilt rebuilt) {
    LOG.info(
        "Rebuilt {} up to number {}: {} rows put right {}",
        what,
        rebuilt.number(),
        rebuilt.correctedRows(),
        rebuilt.corrected());
  }
}

package com.keeptrusts.security.command.lookup;

import com.keeptrusts.security.command.attempt.SubjectHashes;
import com.keeptrusts.security.enforcement.Rebuild;
import com.keeptrusts.security.enforcement.RebuildPlan;
import com.keeptrusts.security.enforcement.Rebuilt;
import com.keeptrusts.security.log.LogSerializer;
import com.keeptrusts.security.log.PersonalData;
import java.util.List;
import java.util.function.LongConsumer;
import javax.sql.DataSource;

/**
 * Makes the accounts, their linked identities, their passkeys and the list of their secrets in
 * force again from the log while the system runs (see {@link Rebuild}). Users who were forgotten
 * have no row any more afterwards.
 */
public final class LookUpRebuild {

  private static final String BESIDE = "command_rebuild";

  private final Rebuild rebuild;

  public LookUpRebuild(
      DataSource commandSide,
      LogSerializer serializer,
      SubjectHashes hashes,
      PersonalData personal) {
    this.rebuild =
        new Rebuild(
            commandSide,
            serializer,
            new RebuildPlan(
                AccountRows.LIVE,
                BESIDE,
                List.of(
                    new RebuildPlan.Table("account_1", "user_id"),
                    new RebuildPlan.Table("live_secret", "revision"),
                    new RebuildPlan.Table("external_identity_1", "identity_id"),
                    new RebuildPlan.Table("passkey_1", "passkey_id")),
                List.of(),
                new LookUps(
                    new AccountRows(commandSide, BESIDE),
                    new ExternalIdentityRows(commandSide, BESIDE),
                    new PasskeyRows(commandSide, BESIDE),
                    hashes,
                    personal),
                RebuildPlan.Batch.NOTHING,
                database -> {}));
  }

  /**
   * Runs it once, as {@link Rebuild#run} says.
   *
   * @param progress is told the number of the sequence that was reached, after each batch
   */
  public Rebuilt run(LongConsumer progress) {
    return rebuild.run(progress);
  }
}

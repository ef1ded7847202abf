package com.keeptrusts.security.query.audit;

import com.keeptrusts.security.query.audit.EntryMaker.Made;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Turns the sequence into entries, one for each number, in one batch with the token's own
 * transaction. It leaves nothing out and parks nothing: what it cannot write fails the batch, and
 * the next try begins where the last committed one ended.
 *
 * <p>It implements Axon's interface instead of being annotated, so that no other processor in the
 * same context picks it up.
 */
final class AuditProjection implements EventMessageHandler {

  private static final String BATCH = AuditProjection.class.getName();

  private final EntryMaker entries;
  private final AuditRows rows;
  private final Runnable written;

  /** {@code written} is called after each commit. */
  AuditProjection(EntryMaker entries, AuditRows rows, Runnable written) {
    this.entries = entries;
    this.rows = rows;
    this.written = written;
  }

  @Override
  public @Nullable Object handle(EventMessage<?> event) {
    UnitOfWork<?> work = CurrentUnitOfWork.get();
    List<Made> batch = work.getOrComputeResource(BATCH, key -> begin(work));
    batch.add(entries.make(event));
    return null;
  }

  private List<Made> begin(UnitOfWork<?> work) {
    List<Made> batch = new ArrayList<>();
    work.onPrepareCommit(all -> write(batch));
    work.afterCommit(all -> written.run());
    return batch;
  }

  private void write(List<Made> batch) {
    List<Entry> written = batch.stream().map(Made::entry).toList();
    rows.requireNext(written);
    OrgShares shares = new OrgShares(rows.membershipsOf(OrgShares.usersOf(batch)));
    batch.forEach(shares::take);
    rows.add(written);
    rows.addToOrgs(shares.numbered(rows::advance));
    rows.keep(shares.changedMemberships());
  }

  /** A replay begins the derived rows anew; the entries themselves stay as they are. */
  @Override
  public void prepareReset() {
    rows.forgetDerived();
  }
}

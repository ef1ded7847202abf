package com.keeptrusts.security.command.bus;

import com.keeptrusts.security.command.attempt.SubjectHash;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.SubjectRevision;
import java.util.function.Function;

/** A command's hold on its request's idempotency key, from its transaction's start to its end. */
final class Claim {

  /** The name under which a command's metadata carries it; never part of an event. */
  static final String KEY = "claim";

  private final IdempotencyRows rows;
  private final IdempotencyKey key;
  private final SubjectHash request;
  private final Function<SubjectRevision, String> answer;

  Claim(
      IdempotencyRows rows,
      IdempotencyKey key,
      SubjectHash request,
      Function<SubjectRevision, String> answer) {
    this.rows = rows;
    this.key = key;
    this.request = request;
    this.answer = answer;
  }

  /**
   * Takes the key, after waiting for whoever holds it at this moment.
   *
   * @throws AnsweredBefore if the request was answered already
   * @throws Rejected if the key was used for another request
   */
  void take() {
    if (rows.claim(key, request)) {
      return;
    }
    throw new AnsweredBefore(require(rows.read(key), request));
  }

  /** The answer to this request, if the key was not used for another one. */
  static String require(IdempotencyRows.Answered before, SubjectHash request) {
    if (!before.request().equals(request)) {
      throw new Rejected(
          Reason.IDEMPOTENCY_KEY_REUSED,
          "This idempotency key came with another request before: use a new one");
    }
    return before.answer();
  }

  void answer(SubjectRevision reached) {
    rows.answer(key, answer.apply(reached));
  }
}

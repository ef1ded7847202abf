package com.keeptrusts.security.command.user;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.RecoveryCodeSetId;
import com.keeptrusts.security.event.Rejected;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The set of recovery codes in force, and the places in it that are used up. */
record RecoveryCodes(@Nullable RecoveryCodeSetId set, int count, List<Integer> used) {

  static final RecoveryCodes NONE = new RecoveryCodes(null, 0, List.of());

  RecoveryCodes {
    used = List.copyOf(used);
  }

  RecoveryCodes without(int place) {
    return new RecoveryCodes(set, count, Stream.concat(used.stream(), Stream.of(place)).toList());
  }

  int remaining() {
    return count - used.size();
  }

  /** Refuses a code of another set (rule SIGN-8), and one that was used (rule RC-2). */
  void requireProved(RecoveryCodeProof proof) {
    if (!proof.set().equals(set)) {
      throw new Rejected(
          Reason.CREDENTIAL_CHANGED, "The recovery codes were replaced meanwhile: start again");
    }
    if (proof.place() < 0 || proof.place() >= count || used.contains(proof.place())) {
      throw new Rejected(
          Reason.WRONG_CODE, "This recovery code was used already: take another one");
    }
  }
}

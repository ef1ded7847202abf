package com.keeptrusts.security.command.passkey;

import com.webauthn4j.verifier.exception.BadAlgorithmException;
import com.webauthn4j.verifier.exception.BadBackupEligibleFlagException;
import com.webauthn4j.verifier.exception.BadOriginException;
import com.webauthn4j.verifier.exception.BadRpIdException;
import com.webauthn4j.verifier.exception.BadSignatureException;
import com.webauthn4j.verifier.exception.BadTopOriginException;
import com.webauthn4j.verifier.exception.ConstraintViolationException;
import com.webauthn4j.verifier.exception.CredentialIdTooLongException;
import com.webauthn4j.verifier.exception.CrossOriginException;
import com.webauthn4j.verifier.exception.IllegalBackupStateException;
import com.webauthn4j.verifier.exception.InconsistentClientDataTypeException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import com.webauthn4j.verifier.exception.NotAllowedAlgorithmException;
import com.webauthn4j.verifier.exception.TokenBindingException;
import com.webauthn4j.verifier.exception.UserNotPresentException;
import com.webauthn4j.verifier.exception.VerificationException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What webauthn4j says no to, in the terms of this package. It reads bytes that anybody may have
 * made up: whatever it throws at these, they are refused.
 */
final class Library {

  private static final Map<Class<? extends VerificationException>, Fault> FAULTS =
      new LinkedHashMap<>();

  static {
    FAULTS.put(InconsistentClientDataTypeException.class, Fault.TYPE);
    FAULTS.put(BadOriginException.class, Fault.ORIGIN);
    FAULTS.put(CrossOriginException.class, Fault.CROSS_ORIGIN);
    FAULTS.put(BadTopOriginException.class, Fault.CROSS_ORIGIN);
    FAULTS.put(BadRpIdException.class, Fault.RELYING_PARTY);
    FAULTS.put(UserNotPresentException.class, Fault.USER_NOT_PRESENT);
    FAULTS.put(IllegalBackupStateException.class, Fault.BACKUP_STATE);
    FAULTS.put(BadBackupEligibleFlagException.class, Fault.BACKUP_ELIGIBILITY);
    FAULTS.put(NotAllowedAlgorithmException.class, Fault.ALGORITHM);
    FAULTS.put(BadAlgorithmException.class, Fault.ALGORITHM);
    FAULTS.put(CredentialIdTooLongException.class, Fault.CREDENTIAL_ID);
    FAULTS.put(BadSignatureException.class, Fault.SIGNATURE);
    FAULTS.put(MaliciousCounterValueException.class, Fault.COUNTER);
    FAULTS.put(TokenBindingException.class, Fault.MALFORMED);
    FAULTS.put(ConstraintViolationException.class, Fault.MALFORMED);
  }

  private Library() {}

  /** Reads an answer. */
  static <T> T parse(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (RuntimeException unreadable) {
      throw new RefusedPasskey(Fault.MALFORMED, unreadable);
    }
  }

  /** Verifies an answer that was read; an unexpected failure of that is a refusal as well. */
  static void verify(Runnable verification, Fault otherwise) {
    try {
      verification.run();
    } catch (VerificationException refused) {
      throw new RefusedPasskey(FAULTS.getOrDefault(refused.getClass(), otherwise), refused);
    } catch (RuntimeException unexpected) {
      throw new RefusedPasskey(otherwise, unexpected);
    }
  }
}

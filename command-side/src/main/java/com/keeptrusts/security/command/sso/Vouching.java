package com.keeptrusts.security.command.sso;

import com.keeptrusts.security.command.attempt.SubjectHash;
import com.keeptrusts.security.command.attempt.SubjectHashes;
import com.keeptrusts.security.command.lookup.LinkedIdentities;
import com.keeptrusts.security.command.lookup.LinkedIdentity;
import com.keeptrusts.security.command.user.SsoProof;
import com.keeptrusts.security.event.ProviderAuthentication;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whose account an assertion is about, and how much it proves: found by issuer and subject alone,
 * of several factors only in words that the deployment honours (rules SIGN-1, SIGN-3).
 */
@Component
final class Vouching {

  private final SubjectHashes hashes;
  private final LinkedIdentities identities;
  private final SsoSettings settings;

  Vouching(SubjectHashes hashes, LinkedIdentities identities, SsoSettings settings) {
    this.hashes = hashes;
    this.identities = identities;
    this.settings = settings;
  }

  SubjectHash hash(Assertion assertion) {
    return hashes.of(assertion.issuer(), assertion.subject());
  }

  Optional<LinkedIdentity> find(Assertion assertion) {
    return identities.find(hash(assertion));
  }

  SsoProof proof(LinkedIdentity linked, Assertion assertion) {
    return new SsoProof(
        new ProviderAuthentication(
            linked.identity(), assertion.authTime(), settings.honoursMfaOf(assertion)));
  }
}

package com.keeptrusts.security.command.passkey;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.web.Open;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Which pages may use this relying party's passkeys beside those of its own domain (Related Origin
 * Requests, Web Authentication Level 3 §5.11): browsers ask {@code https://rp-id/} for it. Only
 * where there are several, or one of another domain.
 */
@Hidden
@RestController
final class RelatedOriginsDoor {

  private final PasskeySettings settings;

  RelatedOriginsDoor(PasskeySettings settings) {
    this.settings = settings;
  }

  record RelatedOrigins(List<String> origins) {}

  @GetMapping("/.well-known/webauthn")
  @Open
  RelatedOrigins origins() {
    if (!settings.hasRelatedOrigins()) {
      throw new Rejected(Reason.NOT_FOUND, "The one origin is of the relying party's own domain");
    }
    return new RelatedOrigins(settings.origins());
  }
}

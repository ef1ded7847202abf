package com.keeptrusts.security.web;

import com.keeptrusts.security.event.AddressRange;
import com.keeptrusts.security.event.Cidr;
import com.keeptrusts.security.event.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a request comes from (rule IP-7): the other end of the connection or, if that is a trusted
 * proxy, whom it says it heard it from, and so on until somebody is no trusted proxy. So of what is
 * written down only that counts which trusted proxies wrote. Where that cannot be read, nobody
 * knows where the request comes from. No other header says anything.
 */
final class ClientAddresses {

  /** Of an IPv6 address: it means something on this machine alone. */
  private static final Pattern ZONE = Pattern.compile("%.*");

  private final List<AddressRange> trusted;
  private final ForwardedHeader header;

  ClientAddresses(ForwardedSettings settings) {
    this.trusted = settings.trustedProxies().stream().map(block -> Cidr.of(block).range()).toList();
    this.header = ForwardedHeader.named(settings.forwardedHeader()).orElseThrow();
  }

  /** Empty if it cannot be told. */
  Optional<ClientAddress> of(HttpServletRequest request) {
    return of(peer(request), lines(request));
  }

  /**
   * The same of a request that somebody else's proxy asks about: empty as well if who asks is no
   * trusted proxy, or says nothing, since its own address is not that of whom it asks about.
   */
  Optional<ClientAddress> statedByProxy(HttpServletRequest request) {
    return statedByProxy(peer(request), lines(request));
  }

  /** {@code lines}: of the header, in their order. */
  Optional<ClientAddress> statedByProxy(String peer, List<String> lines) {
    return lines.isEmpty() || address(peer).filter(this::isTrusted).isEmpty()
        ? Optional.empty()
        : of(peer, lines);
  }

  /** {@code lines}: of the header, in their order. */
  Optional<ClientAddress> of(String peer, List<String> lines) {
    Optional<ClientAddress> client = address(peer);
    for (Optional<ClientAddress> hop : header.fromTheRight(lines)) {
      if (client.filter(this::isTrusted).isEmpty()) {
        break;
      }
      client = hop;
    }
    return client;
  }

  private static String peer(HttpServletRequest request) {
    return ZONE.matcher(request.getRemoteAddr()).replaceFirst("");
  }

  private List<String> lines(HttpServletRequest request) {
    return Collections.list(request.getHeaders(header.header()));
  }

  private static Optional<ClientAddress> address(String text) {
    try {
      return Optional.of(new ClientAddress(text));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private boolean isTrusted(ClientAddress address) {
    return trusted.stream().anyMatch(block -> block.contains(address.ip()));
  }
}

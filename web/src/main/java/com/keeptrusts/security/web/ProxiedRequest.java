package com.keeptrusts.security.web;

import com.keeptrusts.security.enforcement.ServiceClient;
import com.keeptrusts.security.event.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody's request, as the proxy that asks about it passed it on; for a handler that is {@link
 * ForProxies}. Nothing of it is taken but what is read here.
 */
public final class ProxiedRequest {

  private static final Pattern CREDENTIAL = Pattern.compile("kts_[0-9a-f-]{36}_[A-Za-z0-9_-]{43}");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern BEARER = Pattern.compile("[Bb][Ee][Aa][Rr][Ee][Rr](?: +(.*))?");

  /** What opens no session. */
  private static final String NONE = "";

  private final HttpServletRequest request;
  private final ForwardAuthSettings settings;
  private final ServiceCredentials credentials;
  private final ClientAddresses addresses;

  ProxiedRequest(
      HttpServletRequest request,
      ForwardAuthSettings settings,
      ServiceCredentials credentials,
      ClientAddresses addresses) {
    this.request = request;
    this.settings = settings;
    this.credentials = credentials;
    this.addresses = addresses;
  }

  /** Whether proxies may ask at all. */
  public boolean isAnswered() {
    return settings.isOn();
  }

  /** Which service client the proxy is, by the one header that is for that; nobody, without. */
  public Optional<ServiceClient> proxy() {
    List<String> stated = lines(settings.credentialHeader());
    return stated.size() == 1 && CREDENTIAL.matcher(stated.get(0)).matches()
        ? credentials.authenticate(stated.get(0))
        : Optional.empty();
  }

  /** The address of who sent the request; empty unless trusted proxies say it. */
  public Optional<ClientAddress> clientAddress() {
    return addresses.statedByProxy(request);
  }

  /**
   * The token of the session that came along. Whatever is malformed, stands twice or contradicts
   * itself opens no session.
   */
  public String sessionToken() {
    List<String> inCookies = cookies();
    List<String> asBearer = bearers();
    if (inCookies.size() > 1 || asBearer.size() > 1) {
      return NONE;
    }
    List<String> stated = new ArrayList<>(inCookies);
    stated.addAll(asBearer);
    return stated.stream().distinct().count() == 1 && TOKEN.matcher(stated.get(0)).matches()
        ? stated.get(0)
        : NONE;
  }

  /** The values of all cookies of the name; of one that is written oddly, none that is a token. */
  private List<String> cookies() {
    List<String> values = new ArrayList<>();
    if (settings.sessionCookie().isEmpty()) {
      return values;
    }
    Pattern named =
        Pattern.compile("\\s*" + Pattern.quote(settings.sessionCookie()) + "(\\s*)(?:=(.*))?");
    for (String line : lines("Cookie")) {
      for (String pair : line.split(";", -1)) {
        Matcher cookie = named.matcher(pair);
        if (cookie.matches()) {
          boolean odd = !cookie.group(1).isEmpty() || cookie.group(2) == null;
          values.add(odd ? NONE : cookie.group(2));
        }
      }
    }
    return values;
  }

  /** Another scheme is the business of whoever is asked for in the end. */
  private List<String> bearers() {
    List<String> tokens = new ArrayList<>();
    if (settings.sessionBearer()) {
      for (String line : lines("Authorization")) {
        Matcher bearer = BEARER.matcher(line);
        if (bearer.matches()) {
          tokens.add(bearer.group(1) == null ? NONE : bearer.group(1));
        }
      }
    }
    return tokens;
  }

  private List<String> lines(String header) {
    return Collections.list(request.getHeaders(header));
  }

  /** Says nothing: it holds tokens and an address. */
  @Override
  public String toString() {
    return "ProxiedRequest";
  }
}

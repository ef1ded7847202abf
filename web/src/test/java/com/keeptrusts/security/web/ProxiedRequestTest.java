package com.keeptrusts.security.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.enforcement.ServiceClient;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

@Tag("DEC-3")
class ProxiedRequestTest {

  private static final String COOKIE = "__Host-session";
  private static final String TOKEN = "AbCdEfGhIjKlMnOpQrStUvWxYz-_0123456789AbCdE";
  private static final String OTHER = "BbCdEfGhIjKlMnOpQrStUvWxYz-_0123456789AbCdE";
  private static final String CREDENTIAL =
      "kts_00000000-0000-4000-8000-000000000001_" + "s".repeat(43);

  private final MockHttpServletRequest request = new MockHttpServletRequest();

  private ProxiedRequest read(String cookie, boolean bearer) {
    return new ProxiedRequest(
        request,
        new ForwardAuthSettings(cookie, bearer, "Keeptrusts-Credential"),
        credential ->
            Optional.of(
                new ServiceClient(
                    new ServiceClientId(credential.substring(4, 40)), "p", Set.of(Scope.DECIDE))),
        new ClientAddresses(new ForwardedSettings(List.of("10.0.0.1"), "X-Forwarded-For")));
  }

  private String token() {
    return read(COOKIE, true).sessionToken();
  }

  @Test
  void the_token_is_in_the_cookie_of_the_configured_name_among_any_others() {
    request.addHeader("Cookie", "a=b; " + COOKIE + "=" + TOKEN + ";c=\"d e\"; =; f");
    assertThat(token()).isEqualTo(TOKEN);
    assertThat(read("session", true).sessionToken()).isEmpty();
    assertThat(read("", false).sessionToken()).isEmpty();
  }

  @Test
  void or_it_is_the_bearers_if_that_is_configured() {
    request.addHeader("Authorization", "bearer  " + TOKEN);
    assertThat(token()).isEqualTo(TOKEN);
    assertThat(read(COOKIE, false).sessionToken()).isEmpty();
  }

  @Test
  void another_scheme_is_not_for_us() {
    request.addHeader("Authorization", "Basic " + TOKEN);
    assertThat(token()).isEmpty();
    request.addHeader("Cookie", COOKIE + "=" + TOKEN);
    assertThat(token()).isEqualTo(TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "__Host-session",
        "__Host-session=",
        "__Host-session =T",
        "__Host-session= T",
        "__Host-session=T ",
        "__Host-session=\"T\"",
        "__Host-session=T\"",
        "__Host-session=T=",
        "__Host-session=TT",
        "__Host-session=T,x",
        "__Host-session=T; __Host-session=T",
        "__Host-session=T; __Host-session=O",
        "__Host-session=O; __Host-session=T",
        "__Host-session=T; __Host-session",
        "__Host-session=T;\t__Host-session\t=x",
        "a=\"x; __Host-session=T\"",
        "__host-session=T",
        "x__Host-session=T",
        "__Host-session=T\u00a0",
        "__Host-session=%41"
      })
  void a_cookie_that_is_malformed_or_stands_twice_opens_no_session(String cookie) {
    request.addHeader("Cookie", cookie.replaceAll("\\bT", TOKEN).replaceAll("=O", "=" + OTHER));
    assertThat(token()).isEmpty();
  }

  @Test
  void nor_does_one_that_stands_on_two_lines() {
    request.addHeader("Cookie", COOKIE + "=" + TOKEN);
    request.addHeader("Cookie", "a=b");
    assertThat(token()).isEqualTo(TOKEN);
    request.addHeader("Cookie", COOKIE + "=" + OTHER);
    assertThat(token()).isEmpty();
  }

  @Test
  void nor_do_a_cookie_and_a_bearer_that_differ() {
    request.addHeader("Cookie", COOKIE + "=" + TOKEN);
    request.addHeader("Authorization", "Bearer " + TOKEN);
    assertThat(token()).isEqualTo(TOKEN);

    request.removeHeader("Authorization");
    for (String other : List.of(OTHER, "", "x")) {
      request.addHeader("Authorization", "Bearer " + other);
      assertThat(token()).as(other).isEmpty();
      request.removeHeader("Authorization");
    }
    request.addHeader("Authorization", "Bearer " + TOKEN);
    request.addHeader("Authorization", "Bearer " + TOKEN);
    assertThat(token()).isEmpty();
  }

  @Test
  void the_proxys_credential_is_in_its_own_header_once_and_nowhere_else() {
    request.addHeader("Authorization", "Bearer " + CREDENTIAL);
    request.addHeader("Cookie", "Keeptrusts-Credential=" + CREDENTIAL);
    assertThat(read(COOKIE, true).proxy()).isEmpty();
    request.addHeader("Keeptrusts-Credential", CREDENTIAL);
    assertThat(read(COOKIE, true).proxy()).isPresent();
    request.addHeader("Keeptrusts-Credential", CREDENTIAL);
    assertThat(read(COOKIE, true).proxy()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "Bearer C", "C ", "CC", "kts_"})
  void a_credential_that_is_none_is_nobodys(String stated) {
    request.addHeader("Keeptrusts-Credential", stated.replace("C", CREDENTIAL));
    assertThat(read(COOKIE, true).proxy()).isEmpty();
  }

  @Test
  void it_says_nothing_of_what_it_holds() {
    request.addHeader("Cookie", COOKIE + "=" + TOKEN);
    assertThat(read(COOKIE, true)).hasToString("ProxiedRequest");
  }
}

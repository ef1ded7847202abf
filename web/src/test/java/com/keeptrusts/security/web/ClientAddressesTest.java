package com.keeptrusts.security.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.ClientAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

@Tag("IP-7")
class ClientAddressesTest {

  private static final String PROXY = "10.0.0.1";
  private static final String CLIENT = "203.0.113.7";

  private static ClientAddresses reading(String header) {
    return new ClientAddresses(
        new ForwardedSettings(List.of("10.0.0.0/8", "2001:db8:aaaa::/48"), header));
  }

  private static Optional<String> xff(String peer, String... lines) {
    return reading("X-Forwarded-For").of(peer, List.of(lines)).map(ClientAddress::text);
  }

  private static Optional<String> forwarded(String... lines) {
    return reading("forwarded").of(PROXY, List.of(lines)).map(ClientAddress::text);
  }

  @Test
  void without_a_trusted_proxy_the_connection_says_it_and_no_header_does() {
    assertThat(xff(CLIENT, "198.51.100.1")).contains(CLIENT);
    assertThat(xff(CLIENT, "10.0.0.9")).contains(CLIENT);
    assertThat(xff(CLIENT, "a")).contains(CLIENT);
    assertThat(xff(CLIENT)).contains(CLIENT);
    assertThat(
            new ClientAddresses(new ForwardedSettings(List.of(), "X-Forwarded-For"))
                .of(PROXY, List.of(CLIENT))
                .map(ClientAddress::text))
        .contains(PROXY);
  }

  @Test
  void it_is_read_from_the_right_past_trusted_proxies_and_no_further() {
    assertThat(xff(PROXY, "203.0.113.7")).contains(CLIENT);
    assertThat(xff(PROXY, "198.51.100.1, 203.0.113.7")).contains(CLIENT);
    assertThat(xff(PROXY, "198.51.100.1,203.0.113.7,10.0.0.2 ,\t10.3.0.1")).contains(CLIENT);
    assertThat(xff(PROXY, "10.0.0.9, 203.0.113.7")).contains(CLIENT);
    assertThat(xff(PROXY, "2001:db8::7, 2001:db8:aaaa::1")).contains("2001:db8::7");
    assertThat(xff("2001:db8:aaaa:0:0:0:0:1", CLIENT)).contains(CLIENT);
  }

  @Test
  void where_every_hop_is_a_trusted_proxy_the_first_is_the_client() {
    assertThat(xff(PROXY, "10.0.0.9, 10.0.0.2")).contains("10.0.0.9");
    assertThat(xff(PROXY)).contains(PROXY);
  }

  @Test
  void all_lines_count_in_their_order() {
    assertThat(xff(PROXY, "198.51.100.1", "203.0.113.7", "10.0.0.2")).contains(CLIENT);
    assertThat(forwarded("for=198.51.100.1", "for=203.0.113.7", "for=10.0.0.2")).contains(CLIENT);
  }

  @Test
  void a_mapped_address_is_ipv4() {
    assertThat(xff("::ffff:10.0.0.1", CLIENT)).contains(CLIENT);
    assertThat(xff(PROXY, CLIENT + ", ::ffff:10.0.0.2")).contains(CLIENT);
    assertThat(reading("X-Forwarded-For").of(PROXY, List.of("::ffff:203.0.113.7")))
        .hasValueSatisfying(
            address -> assertThat(address.ip()).isEqualTo(new ClientAddress(CLIENT).ip()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a",
        "unknown",
        "_hidden",
        "localhost",
        "10.1",
        "010.0.0.1",
        "0x7f.0.0.1",
        "256.0.0.1",
        "1.2.3.4.5",
        "203.0.113.7/32",
        "203.0.113.7 10.0.0.2",
        "203.0.113.7;10.0.0.2",
        "\"203.0.113.7\"",
        "for=203.0.113.7",
        "203.0.113.7:",
        "203.0.113.7:65536",
        "203.0.113.7:+80",
        "203.0.113.7:80:80",
        "203.0.113.7:123456",
        "[203.0.113.7]:80",
        "[2001:db8::7",
        "2001:db8::7]:80",
        "[2001:db8::7]80",
        "[]:80",
        "fe80::1%eth0",
        "[fe80::1%25eth0]:80",
        "2001:db8::7::1",
        "\u0662\u0660\u0663.0.113.7",
        "203.0.113.7\u00a0"
      })
  void what_cannot_be_read_where_it_counts_stands_for_nobody_and_is_never_skipped(String garbage) {
    assertThat(xff(PROXY, garbage)).isEmpty();
    assertThat(xff(PROXY, "203.0.113.7, " + garbage)).isEmpty();
    assertThat(xff(PROXY, "203.0.113.7", garbage, "10.0.0.2")).isEmpty();
    assertThat(xff(PROXY, garbage + ", 203.0.113.7")).contains(CLIENT);
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7:443, 203.0.113.7",
    "203.0.113.7:0, 203.0.113.7",
    "[2001:db8::7]:65535, 2001:db8::7",
    "[2001:db8::7], 2001:db8::7",
    "[::ffff:203.0.113.7]:80, ::ffff:203.0.113.7"
  })
  void a_port_and_brackets_are_no_part_of_the_address(String hop, String address) {
    assertThat(xff(PROXY, hop)).contains(address);
    assertThat(xff(PROXY, hop + ",10.0.0.2:8443")).contains(address);
    assertThat(forwarded("for=\"" + hop + "\"")).contains(address);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for=203.0.113.7 | 203.0.113.7",
        "For=\"203.0.113.7\" | 203.0.113.7",
        "proto=https;for=203.0.113.7;by=10.0.0.1 | 203.0.113.7",
        "for=198.51.100.1, for=203.0.113.7;host=\"a,b;for=10.0.0.9\",\tfor=10.0.0.2 | 203.0.113.7",
        "for=\"203.0.113.7:_port\";secret=\"a\\\"b\" | 203.0.113.7",
        "for=203.0.113.7; | 203.0.113.7",
        "for=\"[2001:db8::7]\" | 2001:db8::7"
      })
  void forwarded_is_read_by_its_grammar(String line, String client) {
    assertThat(forwarded(line)).contains(client);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for=unknown",
        "for=_hidden",
        "for=\"_hidden:_port\"",
        "for=\"unknown:80\"",
        "by=203.0.113.7",
        "proto=https",
        "for=",
        "for",
        "for=203.0.113.7;for=203.0.113.7",
        "for=203.0.113.7;FOR=10.0.0.9",
        "for=203.0.113.7:80",
        "for=[2001:db8::7]",
        "for=2001:db8::7",
        "for=\"2001:db8::7\"",
        "for=\"2001:db8::7:80\"",
        "for = 203.0.113.7",
        "for=203.0.113.7 ;proto=http",
        "for=\"203.0.113.7",
        "for=\"203.0.113.7\\",
        "for=203.0.113.7\"",
        "203.0.113.7",
        "for=\"[fe80::1%eth0]\"",
        "for=\"203.0.113.7:\"",
        "for=\"203.0.113.7:99999\"",
        "for=\"203.0.113.7:_\"",
        "for=(203.0.113.7)",
        "",
        ","
      })
  void forwarded_that_breaks_the_grammar_or_names_no_address_stands_for_nobody(String line) {
    assertThat(forwarded(line)).isEmpty();
    assertThat(forwarded("for=203.0.113.7", line, "for=10.0.0.2")).isEmpty();
  }

  @Test
  void a_quote_that_somebody_left_open_swallows_nothing_of_what_a_proxy_wrote_behind_it() {
    assertThat(forwarded("for=10.0.0.9;x=\"", "for=203.0.113.7")).contains(CLIENT);
    assertThat(forwarded("for=10.0.0.9;x=\", for=203.0.113.7")).isEmpty();
    assertThat(forwarded("for=10.0.0.9;x=\", for=\"[2001:db8::7]\"")).isEmpty();
    assertThat(forwarded("for=10.0.0.9;x=\"\\, for=\"[2001:db8::7]\"")).isEmpty();
  }

  /** Deep enough for a reader that calls itself. */
  @Test
  void a_long_line_is_read_like_a_short_one() {
    assertThat(forwarded("x=\"" + "\\a".repeat(8_000) + "\";for=203.0.113.7")).contains(CLIENT);
    assertThat(forwarded("for=198.51.100.1,".repeat(900) + "for=203.0.113.7")).contains(CLIENT);
    assertThat(xff(PROXY, "198.51.100.1,".repeat(900) + CLIENT)).contains(CLIENT);
  }

  @Test
  void only_the_header_that_is_configured_is_believed_and_no_other_ever() {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setRemoteAddr(PROXY);
    for (String other :
        List.of("True-Client-IP", "X-Real-IP", "CF-Connecting-IP", "X-Client-IP", "Via")) {
      request.addHeader(other, "198.51.100.1");
    }
    request.addHeader("X-Forwarded-For", CLIENT);
    request.addHeader("Forwarded", "for=198.51.100.2");
    assertThat(reading("X-Forwarded-For").of(request).map(ClientAddress::text)).contains(CLIENT);
    assertThat(reading("Forwarded").of(request).map(ClientAddress::text)).contains("198.51.100.2");
  }

  @Test
  void the_zone_of_a_connection_is_left_out() {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setRemoteAddr("fe80::1%eth0");
    assertThat(reading("X-Forwarded-For").of(request).map(ClientAddress::text)).contains("fe80::1");
  }

  @Test
  void of_whom_a_proxy_asks_about_only_a_trusted_proxy_that_says_it_tells_the_address() {
    ClientAddresses addresses = reading("X-Forwarded-For");
    assertThat(addresses.statedByProxy(PROXY, List.of(CLIENT)).map(ClientAddress::text))
        .contains(CLIENT);
    assertThat(addresses.statedByProxy(PROXY, List.of())).isEmpty();
    assertThat(addresses.statedByProxy(PROXY, List.of("a"))).isEmpty();
    assertThat(addresses.statedByProxy("192.0.2.1", List.of(CLIENT))).isEmpty();
    assertThat(addresses.statedByProxy("", List.of(CLIENT))).isEmpty();
  }
}

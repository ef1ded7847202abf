package com.keeptrusts.security.standalone.harness;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Looks for the values of a ledger in texts where they must not be: as they are, in either case,
 * without dashes, percent-encoded, and in hexadecimal and Base64 at any offset; TOTP secrets in the
 * bytes that their Base32 stands for too.
 */
public final class LeakSearch {

  /** How much of a value is enough to look closer. */
  private static final int START = 8;

  /** Bytes of a value that a Base64 text shows whole, whatever stands before it. */
  private static final int BASE64_GROUP = 3;

  private final Map<String, List<Form>> forms = new HashMap<>();

  private record Form(String text, String value, Ledger.Kind kind) {}

  public LeakSearch(Ledger ledger) {
    ledger
        .values()
        .forEach((value, kind) -> formsOf(value).forEach(form -> add(form, value, kind)));
  }

  private void add(String text, String value, Ledger.Kind kind) {
    String form = text.toLowerCase(Locale.ROOT);
    if (form.length() >= START) {
      forms
          .computeIfAbsent(form.substring(0, START), start -> new ArrayList<>())
          .add(new Form(form, value, kind));
    }
  }

  /** Everything of the ledger that this text holds in any form. */
  public Set<String> findIn(String text) {
    return findIn(text, EnumSet.allOf(Ledger.Kind.class));
  }

  /** What is secret, for a text that is there to show what is personal. */
  public Set<String> findSecretsIn(String text) {
    return findIn(text, EnumSet.of(Ledger.Kind.SECRET));
  }

  private Set<String> findIn(String text, Set<Ledger.Kind> kinds) {
    Set<String> found = new HashSet<>();
    String searched = text.toLowerCase(Locale.ROOT);
    for (int at = 0; at + START <= searched.length(); at++) {
      for (Form form : forms.getOrDefault(searched.substring(at, at + START), List.of())) {
        if (kinds.contains(form.kind()) && searched.startsWith(form.text(), at)) {
          found.add(form.value());
        }
      }
    }
    return found;
  }

  private static Set<String> formsOf(String value) {
    Set<String> forms = new HashSet<>(List.of(value, value.replaceAll("[- ]", "")));
    forms.add(value.replace("@", "%40").replace(" ", "%20"));
    forms.add(value.replace("@", "%40").replace(" ", "+"));
    addEncodings(value.getBytes(StandardCharsets.UTF_8), forms);
    if (value.matches("[A-Z2-7]{16,}")) {
      addEncodings(new App(value).secret(), forms);
    }
    return forms;
  }

  private static void addEncodings(byte[] bytes, Set<String> forms) {
    forms.add(HexFormat.of().formatHex(bytes));
    for (int before = 0; before < BASE64_GROUP; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      int whole = shifted.length / BASE64_GROUP * BASE64_GROUP;
      String text = Base64.getEncoder().encodeToString(Arrays.copyOf(shifted, whole));
      String own = text.substring(before == 0 ? 0 : 4);
      forms.add(own);
      forms.add(own.replace('+', '-').replace('/', '_'));
    }
  }
}

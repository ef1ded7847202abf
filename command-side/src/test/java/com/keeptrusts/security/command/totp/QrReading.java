package com.keeptrusts.security.command.totp;

import com.google.zxing.ChecksumException;
import com.google.zxing.FormatException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an app reads off the picture. */
final class QrReading {

  private static final int QUIET_ZONE = 4;
  private static final Pattern SIZE = Pattern.compile("viewBox=\"0 0 (\\d+) \\1\"");
  private static final Pattern MODULE = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z");

  private QrReading() {}

  static String text(String svg) {
    Matcher size = SIZE.matcher(svg);
    if (!size.find()) {
      throw new AssertionError("The picture has no size");
    }
    BitMatrix modules = new BitMatrix(Integer.parseInt(size.group(1)) - 2 * QUIET_ZONE);
    MODULE.matcher(svg).results().forEach(module -> modules.set(at(module, 1), at(module, 2)));
    try {
      return new Decoder().decode(modules).getText();
    } catch (ChecksumException | FormatException unreadable) {
      throw new AssertionError("The picture cannot be read", unreadable);
    }
  }

  private static int at(MatchResult module, int group) {
    return Integer.parseInt(module.group(group)) - QUIET_ZONE;
  }
}

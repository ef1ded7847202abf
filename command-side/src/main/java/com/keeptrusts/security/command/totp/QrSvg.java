package com.keeptrusts.security.command.totp;

import io.nayuki.qrcodegen.QrCode;

/** A text as QR code (ISO/IEC 18004), drawn as SVG that scales to any size. */
final class QrSvg {

  /** White around the code, in modules, without which some cameras do not find it. */
  private static final int QUIET_ZONE = 4;

  private QrSvg() {}

  static String of(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    int size = code.size + 2 * QUIET_ZONE;
    return """
    <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="QR code" viewBox="0 0 %1$d %1$d" \
    shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%1$dv%1$dH0z"/><path d="%2$s"/></svg>\
    """
        .formatted(size, modules(code));
  }

  private static String modules(QrCode code) {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append("M%d %dh1v1h-1z".formatted(x + QUIET_ZONE, y + QUIET_ZONE));
        }
      }
    }
    return path.toString();
  }
}

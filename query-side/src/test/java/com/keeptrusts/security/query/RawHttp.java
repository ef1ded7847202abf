package com.keeptrusts.security.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends lines as they are: no client corrects them. */
public final class RawHttp {

  private static final int PATIENCE_MILLIS = 30_000;

  private final int port;

  public RawHttp(int port) {
    this.port = port;
  }

  /** A status, and headers by their names in lower case. */
  public record Reply(int status, Map<String, String> headers, String body) {

    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "none");
    }

    private static Reply parse(String all) {
      int end = all.indexOf("\r\n\r\n");
      Map<String, String> headers = new TreeMap<>();
      all.substring(0, end)
          .lines()
          .skip(1)
          .forEach(
              line ->
                  headers.put(
                      line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT),
                      line.substring(line.indexOf(':') + 1).strip()));
      return new Reply(Integer.parseInt(all.substring(9, 12)), headers, all.substring(end + 4));
    }
  }

  /** {@code lines}: the request line and the headers; closes the connection after the answer. */
  public Reply send(String... lines) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return Reply.parse(
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

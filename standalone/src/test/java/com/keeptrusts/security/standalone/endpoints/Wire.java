package com.keeptrusts.security.standalone.endpoints;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends bytes to a port and reads what comes back: no client corrects what is sent. */
final class Wire {

  private static final int PATIENCE_MILLIS = 30_000;

  private final int port;

  Wire(int port) {
    this.port = port;
  }

  Reply send(Request request) {
    return send(request.bytes());
  }

  Reply send(String bytes) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      boolean cutOff = write(socket, bytes);
      try {
        return Reply.parse(socket.getInputStream().readAllBytes());
      } catch (IOException failed) {
        throw new IOException("No answer, and the request was cut off: " + cutOff, failed);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Whether the other side stopped listening before the end, as it may who has seen enough. */
  private static boolean write(Socket socket, String bytes) {
    try {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return false;
    } catch (IOException enough) {
      return true;
    }
  }
}

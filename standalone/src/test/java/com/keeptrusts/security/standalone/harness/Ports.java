package com.keeptrusts.security.standalone.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports of this machine that nobody listens on. Each is given out once, from a range of this fork's
 * own below those that the system gives to connections: nobody else takes it before it is used.
 */
public final class Ports {

  private static final int OF_A_FORK = 2_000;
  private static final AtomicInteger NEXT =
      new AtomicInteger(20_000 + OF_A_FORK * ProjectFiles.FORK);

  private Ports() {}

  /** One that was free a moment ago. */
  public static int free() {
    while (true) {
      int port = NEXT.getAndIncrement();
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // By somebody else on this machine: the next one.
      }
    }
  }
}

package com.keeptrusts.security.standalone.harness;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What a process can't refuse, or can't notice: sent by the system's own {@code kill}. */
final class Signals {

  private Signals() {}

  /** {@code signal}: such as {@code KILL}, {@code STOP}, {@code CONT}, {@code QUIT}. */
  static void send(String signal, long pid) {
    try {
      int exit =
          new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
              .inheritIO()
              .start()
              .waitFor();
      if (exit != 0) {
        throw new IllegalStateException("kill -" + signal + " " + pid + " ended with " + exit);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}

package com.keeptrusts.security.web;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The first step of an orderly end. Spring has already said that the process is ready no more, and
 * stops nothing before this step is over: requests are answered as ever, on connections that end
 * with their answer ({@link DoorFilter}). Whoever distributes requests turns to others meanwhile,
 * and then the server takes no new ones, finishes those that run, and everything else is stopped.
 */
final class ShutdownDelay implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ShutdownDelay.class);

  private final Duration delay;
  private final CountDownLatch nothing = new CountDownLatch(1);
  private volatile boolean running;

  ShutdownDelay(ShutdownSettings settings) {
    this.delay = settings.delay();
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    if (delay.isZero()) {
      return;
    }
    LOG.info("Ready no more; requests are answered for another {} s", delay.toSeconds());
    try {
      boolean happened = nothing.await(delay.toMillis(), TimeUnit.MILLISECONDS);
      assert !happened;
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Started last and stopped first. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}

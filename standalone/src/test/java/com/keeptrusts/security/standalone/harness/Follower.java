package com.keeptrusts.security.standalone.harness;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A consumer of the feed: keeps its cursor and what it read, and asks again when nobody answers, as
 * somebody's own program does.
 */
public final class Follower implements AutoCloseable {

  private static final long BETWEEN_QUESTIONS_NANOS = 50_000_000;

  private final Api api;
  private final int pageSize;
  private final List<String> read = new ArrayList<>();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<List<String>> reading;

  private Follower(Api api, int pageSize) {
    this.api = api;
    this.pageSize = pageSize;
    this.reading = thread.submit(this::follow);
  }

  /** From the beginning of the log. */
  public static Follower start(Api api, int pageSize) {
    return new Follower(api, pageSize);
  }

  private List<String> follow() {
    String cursor = "";
    while (true) {
      boolean last = stopping.get();
      JsonNode page = page(cursor);
      if (page != null) {
        page.get("entries").forEach(entry -> read.add(entry.toString()));
        cursor = "&cursor=" + page.get("cursor").asString();
        if (last && !page.get("more").asBoolean()) {
          return read;
        }
      }
      if (page == null || !page.get("more").asBoolean()) {
        LockSupport.parkNanos(BETWEEN_QUESTIONS_NANOS);
      }
    }
  }

  private @Nullable JsonNode page(String cursor) {
    try {
      Api.Answer answer = api.get("/v1/audit/entries?limit=" + pageSize + cursor);
      return answer.status() == 200 ? answer.body() : null;
    } catch (UncheckedIOException nobodyAnswers) {
      return null;
    }
  }

  /** Everything it read, once it stands at the end of the feed. */
  public List<String> finish() throws Exception {
    stopping.set(true);
    return reading.get();
  }

  @Override
  public void close() {
    stopping.set(true);
    thread.shutdown();
  }
}

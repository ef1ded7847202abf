package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Deferred;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.UserId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One endpoint of each kind. */
@RestController
class TestEndpoints {

  record Member(UserId user, Role role) {}

  record Everything(
      String text,
      int count,
      boolean flag,
      double share,
      EmailAddress email,
      Instant at,
      Scope scope,
      List<Member> members,
      @Nullable String note,
      @Nullable Instant until) {}

  @PostMapping("/v1/everything")
  @RequiresScope(Scope.DIRECTORY)
  @Refuses({Reason.EMAIL_TAKEN, Reason.IDEMPOTENCY_KEY_REUSED})
  Map<String, Object> everything(@RequestBody Everything body) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("text", body.text());
    answer.put("email", body.email().text());
    answer.put("at", body.at());
    answer.put("members", body.members());
    answer.put("noted", body.note() != null);
    return answer;
  }

  @GetMapping("/v1/users/{user}/things")
  @RequiresScope(Scope.AUDIT)
  Map<String, Object> things(
      @PathVariable UserId user,
      @RequestParam(defaultValue = "10") int limit,
      @RequestParam(required = false) @Nullable Role role) {
    return Map.of("user", user, "limit", limit, "role", String.valueOf(role));
  }

  @PostMapping("/v1/acting")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  Map<String, String> acting(DoorCaller caller) {
    return told(caller);
  }

  @PostMapping("/v1/vouching")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES, also = Scope.SIGN_IN)
  Map<String, String> vouching(DoorCaller caller) {
    return told(caller);
  }

  @PostMapping("/v1/either")
  @RequiresScope(
      value = {Scope.DIRECTORY, Scope.ACT},
      acting = Acting.OPTIONAL)
  Map<String, String> either(DoorCaller caller) {
    return told(caller);
  }

  @PostMapping("/v1/alone")
  @RequiresScope({Scope.SIGN_IN, Scope.OPERATE})
  @Refuses(never = Reason.CONFLICT)
  Map<String, String> alone(DoorCaller caller) {
    return told(caller);
  }

  @GetMapping("/v1/address")
  @RequiresScope(Scope.SIGN_IN)
  String address(DoorCaller caller) {
    return caller.requireAddress().text();
  }

  private static Map<String, String> told(DoorCaller caller) {
    Map<String, String> told = new TreeMap<>();
    told.put("client", caller.client().value());
    told.put("peer", caller.peer());
    told.put("correlation", caller.correlation());
    told.put("session", String.valueOf(caller.session()));
    told.put("address", caller.address() == null ? "none" : caller.address().text());
    told.put("agent", caller.agent() == null ? "none" : caller.agent().text());
    told.put("key", String.valueOf(caller.idempotencyKey()));
    return told;
  }

  @PostMapping("/v1/failures/{kind}")
  @RequiresScope(Scope.OPERATE)
  void fail(@PathVariable String kind, HttpServletResponse response) throws IOException {
    switch (kind) {
      case "rejected" -> throw new Rejected(Reason.LAST_OWNER, "Org 7 keeps an owner");
      case "throttled" -> throw Deferred.throttled("Too many", Duration.ofMillis(2100));
      case "busy" -> throw Deferred.busy("The queue is full", Duration.ofMillis(1));
      case "constraint" -> throw new IllegalStateException(new SQLException("email=a", "23505"));
      case "argument" -> throw new IllegalArgumentException("A fault of ours: pass-word");
      case "hung-up" ->
          throw new HttpMessageNotWritableException("half", new ClientAbortException("peer"));
      case "stack" -> endless(0);
      case "status" -> response.sendError(404);
      case "status500" -> response.sendError(500, "internals");
      default -> throw new IllegalStateException("A fault of ours");
    }
  }

  /** As Spring reports what the driver or the pool says. */
  @PostMapping("/v1/failures/database/{state}")
  @RequiresScope(Scope.OPERATE)
  void failInTheDatabase(@PathVariable String state) {
    throw new UncategorizedSQLException(
        "counting",
        "INSERT",
        state.equals("pool")
            ? new SQLTransientConnectionException("secret-host")
            : new SQLException("at secret-host", state));
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int endless(int depth) {
    return endless(depth + 1) + 1;
  }
}

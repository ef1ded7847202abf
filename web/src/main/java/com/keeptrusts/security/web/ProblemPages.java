package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The page behind the type of each problem, and the list of them. */
@RestController
@Hidden
final class ProblemPages {

  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

  @Open
  @GetMapping("/problems")
  ResponseEntity<byte[]> list() {
    return page(
        "Problems",
        Arrays.stream(Reason.values())
            .map(ProblemPages::item)
            .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>")));
  }

  @Open
  @GetMapping("/problems/{name}")
  ResponseEntity<byte[]> one(@PathVariable String name) {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.stableName().equals(name))
        .findFirst()
        .map(ProblemPages::page)
        .orElseThrow(() -> new Rejected(Reason.NOT_FOUND, "There is no such problem"));
  }

  private static String item(Reason reason) {
    return "<li><a href=\"%s\">%s</a> (%d)</li>"
        .formatted(Problem.typeOf(reason), escape(Problem.titleOf(reason)), reason.status());
  }

  private static ResponseEntity<byte[]> page(Reason reason) {
    String body =
        "<p>HTTP status %d, type <code>%s</code></p>\n<p>%s</p>\n<p><a href=\"/problems\">All problems</a></p>"
            .formatted(
                reason.status(), escape(Problem.typeOf(reason)), escape(reason.explanation()));
    return page(Problem.titleOf(reason), body);
  }

  private static ResponseEntity<byte[]> page(String title, String body) {
    String html =
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>%1$s</title></head>\n<body>\n<h1>%1$s</h1>\n%2$s\n</body>\n</html>\n"
            .formatted(escape(title), body);
    return ResponseEntity.ok().contentType(HTML).body(html.getBytes(StandardCharsets.UTF_8));
  }

  private static String escape(String text) {
    return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
  }
}

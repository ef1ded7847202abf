package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a body by place, never by content. */
final class UnreadableJson {

  private UnreadableJson() {}

  static Rejected refusal(HttpMessageNotReadableException unreadable) {
    Rejected thrownWithin = OwnSentence.causeOf(unreadable, Rejected.class);
    if (thrownWithin != null) {
      return thrownWithin;
    }
    JacksonException json = OwnSentence.causeOf(unreadable, JacksonException.class);
    if (json == null) {
      return malformed("The body is missing or was cut off; it is to be one JSON object");
    }
    return ofJson(json);
  }

  private static Rejected ofJson(JacksonException json) {
    Optional<String> sentence = OwnSentence.within(json);
    if (sentence.isPresent()) {
      return new Rejected(Reason.INVALID_VALUE, place(json) + ": " + sentence.get());
    }
    if (json instanceof UnrecognizedPropertyException) {
      return malformed(place(json) + " is no field here");
    }
    if (json instanceof StreamConstraintsException) {
      return malformed(
          "The body is nested too deeply, or a name, text or number in it is too long");
    }
    if (json instanceof DatabindException) {
      return malformed(place(json) + " is missing, null or of another type");
    }
    return malformed("The body is no JSON, has a field twice, or goes on after its end");
  }

  private static Rejected malformed(String sentence) {
    return new Rejected(Reason.MALFORMED, sentence);
  }

  /** The names of fields down to the fault, like {@code members[2].role}. */
  private static String place(JacksonException json) {
    String path =
        json.getPath().stream()
            .map(
                step ->
                    step.getPropertyName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + step.getPropertyName())
            .collect(Collectors.joining());
    if (path.isEmpty()) {
      return "The body";
    }
    return path.startsWith(".") ? path.substring(1) : path;
  }
}

package com.keeptrusts.security.command.password;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Characters that follow from those before them: repeats, and runs along the alphabet, the digits
 * or a row or column of a keyboard, in either direction.
 */
final class Predictable {

  private static final int SHORTEST_RUN = 3;

  private static final List<String> LINES =
      Stream.of(
              "abcdefghijklmnopqrstuvwxyz",
              "1234567890",
              "!@#$%^&*()",
              "qwertyuiop",
              "asdfghjkl",
              "zxcvbnm",
              "qwertzuiop",
              "yxcvbnm",
              "azertyuiop",
              "qsdfghjklm",
              "wxcvbn",
              "1qaz",
              "2wsx",
              "3edc",
              "4rfv",
              "5tgb",
              "6yhn",
              "7ujm",
              "йцукенгшщзхъ",
              "фывапролджэ",
              "ячсмитьбю")
          .flatMap(line -> Stream.of(line, reversed(line)))
          .toList();

  private Predictable() {}

  /** Whether fewer than {@code enough} characters of this folded text follow from none before. */
  static boolean leavesFewerThan(int enough, String text) {
    int[] characters = withoutDoubles(text);
    int left = 0;
    for (int at = 0; at < characters.length; at += runFrom(characters, at)) {
      left++;
      if (left >= enough) {
        return false;
      }
    }
    return true;
  }

  /**
   * The piece that this text is two or more times in a row; the text itself if it is no such thing.
   */
  static String pieceOf(String text) {
    int piece = text.length() - longestBorder(text);
    return piece > 0 && text.length() % piece == 0 ? text.substring(0, piece) : text;
  }

  /** How much of its end is its beginning, in one pass (Knuth, Morris and Pratt). */
  private static int longestBorder(String text) {
    int[] borders = new int[text.length() + 1];
    int border = 0;
    for (int i = 1; i < text.length(); i++) {
      while (border > 0 && text.charAt(i) != text.charAt(border)) {
        border = borders[border];
      }
      if (text.charAt(i) == text.charAt(border)) {
        border++;
      }
      borders[i + 1] = border;
    }
    return border;
  }

  private static int[] withoutDoubles(String text) {
    int[] all = text.codePoints().toArray();
    int[] kept = new int[all.length];
    int count = 0;
    for (int character : all) {
      if (count == 0 || kept[count - 1] != character) {
        kept[count] = character;
        count++;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  /** How many characters from here on are one run; 1 if there is none. */
  private static int runFrom(int[] characters, int start) {
    int longest = 1;
    for (String line : LINES) {
      longest = Math.max(longest, runAlong(line, characters, start));
    }
    return longest >= SHORTEST_RUN ? longest : 1;
  }

  private static int runAlong(String line, int[] characters, int start) {
    int place = line.indexOf(characters[start]);
    if (place < 0) {
      return 1;
    }
    int end = start + 1;
    while (end < characters.length
        && characters[end] == line.charAt((place + end - start) % line.length())) {
      end++;
    }
    return end - start;
  }

  private static String reversed(String line) {
    return new StringBuilder(line).reverse().toString();
  }
}

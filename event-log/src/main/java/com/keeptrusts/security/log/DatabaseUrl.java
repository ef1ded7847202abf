package com.keeptrusts.security.log;

import java.util.regex.Pattern;

/** Where a database is, as settings say it. */
public final class DatabaseUrl {

  private static final String HOST = "([A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?";

  /** A driver that wraps PostgreSQL's own puts its name before. */
  private static final Pattern FORM =
      Pattern.compile(
          "jdbc:(\\w+:)?postgresql:(//" + HOST + "(," + HOST + ")*/)?[^/?@:]*(\\?.*)?",
          Pattern.DOTALL);

  private static final String ALLOWED = "jdbc:postgresql://<host>:<port>/<database>";

  /** Has no place for a user or a password. */
  private static final Pattern HARMLESS =
      Pattern.compile("([a-z]+:){0,2}(//)?[\\w./-]*(:\\w*)?[\\w./-]*");

  private DatabaseUrl() {}

  /** Refuses what no driver would take, and says it without what may be a password in it. */
  public static void require(String setting, String url) {
    if (FORM.matcher(url).matches()) {
      return;
    }
    throw HARMLESS.matcher(url).matches()
        ? new WrongSetting(setting, ALLOWED, url)
        : new WrongSetting(
            setting,
            ALLOWED + ", user and password in their own settings",
            "something else, which may hold a password and is not shown");
  }

  /** Without its parameters, which may hold a password. */
  public static String shown(String url) {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }
}

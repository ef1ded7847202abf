package com.keeptrusts.security.standalone.console;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** The console's pages and their backend, for an application that serves the API as well. */
@Configuration(proxyBeanMethods = false)
@Import({ConsoleDoor.class, ConsoleApi.class, ConsoleCookies.class})
public class Console {

  private static final int BEFORE_THE_API = 0;

  /**
   * Here nobody has a credential, and below this path alone. Forged requests are refused by their
   * origin, in {@link ConsoleDoor}.
   */
  @Bean
  @Order(BEFORE_THE_API)
  SecurityFilterChain consoleChain(HttpSecurity http) {
    return http.securityMatcher("/console/**")
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }
}

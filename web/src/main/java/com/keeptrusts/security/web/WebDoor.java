package com.keeptrusts.security.web;

import com.keeptrusts.security.log.WrongSetting;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.Ordered;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * The HTTP door of a side: a side imports it, brings a {@link ServiceCredentials} and its
 * controllers, and two sides in one application share one door. Closed by default: a path is open
 * if {@link OpenPaths} has it, a handler if it says so.
 */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:com/keeptrusts/security/web/web-door.properties")
@EnableConfigurationProperties({
  ShutdownSettings.class,
  TraceSettings.class,
  ForwardedSettings.class,
  ForwardAuthSettings.class
})
@Import({
  StrictBody.class,
  ErrorDoor.class,
  ProblemPages.class,
  HealthDoor.class,
  MetricsDoor.class,
  DoorDocs.class,
  DoorTraces.class
})
public class WebDoor {

  /** Spring measures requests one step further out: it is to see answers, not exceptions. */
  private static final int WITHIN_WHAT_MEASURES = Ordered.HIGHEST_PRECEDENCE + 2;

  @Bean
  RefusalMetrics refusalMetrics(MeterRegistry meters) {
    return new RefusalMetrics(meters);
  }

  @Bean
  Problems problems(RefusalMetrics metrics) {
    return new Problems(metrics);
  }

  @Bean
  DoorJson doorJson() {
    return DoorJson.strict();
  }

  @Bean
  DoorMvc doorMvc(
      DoorJson json,
      Problems problems,
      ForwardedSettings forwarded,
      ForwardAuthSettings forwardAuth,
      ObjectProvider<ServiceCredentials> credentials) {
    forwardAuth.requireProxies(forwarded);
    ClientAddresses addresses = new ClientAddresses(forwarded);
    return new DoorMvc(
        json,
        problems,
        List.of(
            new DoorCallerArgument(),
            new PeerArgument(addresses),
            new ProxiedRequestArgument(
                forwardAuth,
                credential -> anyOf(credentials).authenticate(credential),
                addresses)));
  }

  @Bean
  EndpointCheck endpointCheck(ListableBeanFactory beans) {
    return new EndpointCheck(beans);
  }

  @Bean
  FilterRegistrationBean<DoorFilter> doorFilter(
      Problems problems, ApplicationAvailability availability) {
    var registration = new FilterRegistrationBean<>(new DoorFilter(problems, availability));
    registration.setOrder(WITHIN_WHAT_MEASURES);
    return registration;
  }

  @Bean
  ShutdownDelay shutdownDelay(ShutdownSettings settings) {
    return new ShutdownDelay(settings);
  }

  /**
   * No cookie is ever taken to do something (a proxy's question changes nothing), so a page of
   * somebody else has nothing to ride on: no token against forged requests is needed, and no
   * session is kept.
   */
  @Bean
  SecurityFilterChain doorChain(HttpSecurity http, ObjectProvider<ServiceCredentials> credentials) {
    return http.csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .addFilterBefore(
            new ServiceClientFilter(anyOf(credentials)), AnonymousAuthenticationFilter.class)
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(OpenPaths.ALL)
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .build();
  }

  /** Two sides in one application bring one each; both look at the same rows. */
  private static ServiceCredentials anyOf(ObjectProvider<ServiceCredentials> credentials) {
    return credentials
        .orderedStream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The side brings no ServiceCredentials"));
  }

  /** Its filters would be measured one by one, at every request. */
  @Bean
  SecurityObservationSettings nothingOfSecurityIsMeasured() {
    return SecurityObservationSettings.noObservations();
  }

  /** Else Spring Boot would make a user with a password and write that to the log. */
  @Bean
  AuthenticationManager nobodySignsInHere() {
    return authentication -> {
      throw new BadCredentialsException("The door knows service credentials only");
    };
  }

  /**
   * Leaves characters of other languages in a stated agent; they are checked where they are read.
   */
  @Bean
  HttpFirewall doorFirewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setAllowedHeaderValues(
        value -> value.chars().noneMatch(c -> (c < ' ' && c != '\t') || c == 0x7F));
    return firewall;
  }

  @Bean
  RequestRejectedHandler doorFirewallSaysWhy(Problems problems) {
    return (request, response, rejected) -> problems.write(request, response, rejected);
  }

  /** Tomcat quotes a header that it cannot read, and such a header may hold a credential. */
  @Bean
  InitializingBean quietAboutHeaders(LoggingSystem logging) {
    return () -> {
      logging.setLogLevel("org.apache.coyote", LogLevel.WARN);
      logging.setLogLevel("org.apache.tomcat.util.http", LogLevel.WARN);
    };
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> portWithinBounds(
      ServerProperties server) {
    return factory -> {
      Integer port = server.getPort();
      if (port != null) {
        WrongSetting.requireWithin("server.port", port, 0, 65_535);
      }
    };
  }

  /** Else headers would change what the other end of a connection is, before it is looked at. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> noOtherReaderOfForwardedHeaders(
      ServerProperties server) {
    return factory -> {
      if (server.getForwardHeadersStrategy() != ServerProperties.ForwardHeadersStrategy.NONE) {
        throw new WrongSetting(
            "server.forward-headers-strategy",
            "none (instead: keeptrusts.trusted-proxies)",
            server.getForwardHeadersStrategy());
      }
      if (factory.getEngineValves().stream().anyMatch(RemoteIpValve.class::isInstance)) {
        throw new WrongSetting(
            "server.tomcat.remoteip", "not set (instead: keeptrusts.trusted-proxies)", "set");
      }
    };
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat(
      RefusalMetrics metrics) {
    return factory ->
        factory.addContextCustomizers(
            context -> {
              if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemValve.class.getName());
                host.getPipeline().addValve(new ProblemValve(metrics));
              }
            });
  }
}

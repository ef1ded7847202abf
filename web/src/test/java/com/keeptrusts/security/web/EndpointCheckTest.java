package com.keeptrusts.security.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.event.Scope;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@Tag("ORG-4")
class EndpointCheckTest {

  @RestController
  static class SaysNothing {
    @GetMapping("/v1/forgotten")
    void forgotten() {}
  }

  @RestController
  static class SaysBoth {
    @Open
    @RequiresScope(Scope.AUDIT)
    @GetMapping("/a")
    void both() {}
  }

  @RestController
  static class IsOpenToACaller {
    @Open
    @GetMapping("/a")
    void open(DoorCaller caller) {}
  }

  @RestController
  static class IsPageForACaller {
    @Page
    @RequiresScope(Scope.AUDIT)
    @GetMapping("/a")
    void page() {}
  }

  @RestController
  static class ActsWithoutAct {
    @RequiresScope(value = Scope.AUDIT, acting = Acting.YES)
    @GetMapping("/a")
    void acts() {}
  }

  @RestController
  static class HasActButNobody {
    @RequiresScope(Scope.ACT)
    @GetMapping("/a")
    void acts() {}
  }

  @RestController
  static class AsksForNoScope {
    @RequiresScope({})
    @GetMapping("/a")
    void none() {}
  }

  @RestController
  static class IsOptionalAlone {
    @RequiresScope(value = Scope.ACT, acting = Acting.OPTIONAL)
    @GetMapping("/a")
    void optional() {}
  }

  @RestController
  static class IsForProxiesAndAsksNone {
    @ForProxies
    @GetMapping("/a")
    void proxies() {}
  }

  @RestController
  static class IsForProxiesAndOpen {
    @Open
    @ForProxies
    @GetMapping("/a")
    void proxies(ProxiedRequest request) {}
  }

  @RestController
  static class TakesWhatIsForProxies {
    @RequiresScope(Scope.DECIDE)
    @GetMapping("/a")
    void proxied(ProxiedRequest request) {}
  }

  @RestController
  static class IsForProxiesAndCallers {
    @ForProxies
    @GetMapping("/a")
    void proxies(ProxiedRequest request, DoorCaller caller) {}
  }

  @RestController
  static class IsClearToProxies {
    @ForProxies
    @GetMapping("/a")
    void clear(ProxiedRequest request) {}
  }

  @RestController
  static class IsClear {
    @RequiresScope(
        value = {Scope.DIRECTORY, Scope.ACT},
        acting = Acting.OPTIONAL)
    @GetMapping("/a")
    void clear(DoorCaller caller) {}
  }

  private static EndpointCheck checkOf(Class<?> controller) {
    var context = new StaticWebApplicationContext();
    context.registerSingleton("controller", controller);
    context.registerSingleton("mapping", RequestMappingHandlerMapping.class);
    context.refresh();
    return new EndpointCheck(context);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        SaysNothing.class,
        SaysBoth.class,
        IsOpenToACaller.class,
        IsPageForACaller.class,
        ActsWithoutAct.class,
        HasActButNobody.class,
        AsksForNoScope.class,
        IsOptionalAlone.class,
        IsForProxiesAndAsksNone.class,
        IsForProxiesAndOpen.class,
        IsForProxiesAndCallers.class,
        TakesWhatIsForProxies.class
      })
  void an_endpoint_that_does_not_say_clearly_who_may_call_it_is_named(Class<?> controller) {
    assertThatThrownBy(checkOf(controller)::afterSingletonsInstantiated)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(controller.getSimpleName());
  }

  @Test
  void a_clear_one_passes() {
    checkOf(IsClear.class).afterSingletonsInstantiated();
    checkOf(IsClearToProxies.class).afterSingletonsInstantiated();
  }

  @Test
  void an_application_with_a_forgotten_endpoint_does_not_start() {
    SpringApplication application =
        new SpringApplicationBuilder(TestSide.class, SaysNothing.class)
            .properties("server.port=0")
            .build();

    assertThatThrownBy(application::run).hasStackTraceContaining("SaysNothing#forgotten");
  }

  @Configuration(proxyBeanMethods = false)
  @Import(WebDoor.class)
  static class AnotherSide {
    @Bean
    ServiceCredentials otherCredentials() {
      return credential -> Optional.empty();
    }
  }

  @Test
  void two_sides_in_one_application_have_one_door() {
    SpringApplication application =
        new SpringApplicationBuilder(TestSide.class, AnotherSide.class)
            .properties("server.port=0")
            .build();

    try (ConfigurableApplicationContext context = application.run()) {
      assertThat(context.getBeansOfType(WebDoor.class)).hasSize(1);
      assertThat(context.getBeansOfType(DoorJson.class)).hasSize(1);
    }
  }
}

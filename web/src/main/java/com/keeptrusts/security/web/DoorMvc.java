package com.keeptrusts.security.web;

import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the parts of the door where Spring MVC asks for them. */
final class DoorMvc implements WebMvcConfigurer {

  private final DoorJson json;
  private final Problems problems;
  private final List<HandlerMethodArgumentResolver> arguments;

  DoorMvc(DoorJson json, Problems problems, List<HandlerMethodArgumentResolver> arguments) {
    this.json = json;
    this.problems = problems;
    this.arguments = arguments;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new DoorGuard());
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.addAll(arguments);
  }

  @Override
  public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
    resolvers.add(0, new ProblemResolver(problems));
  }

  @Override
  public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
    var converter = new JacksonJsonHttpMessageConverter(json.mapper());
    converter.setSupportedMediaTypes(List.of(MediaType.APPLICATION_JSON));
    builder.withJsonConverter(converter);
  }
}

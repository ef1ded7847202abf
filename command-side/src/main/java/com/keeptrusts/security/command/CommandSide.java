package com.keeptrusts.security.command;

import com.keeptrusts.security.web.WebDoor;
import org.springdoc.core.models.GroupedOpenApi;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/**
 * Turns what is asked into facts. To be imported: alone by {@link CommandSideApplication}, or
 * beside the query side, whose beans are found by name only.
 */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:command-side.properties")
@EnableConfigurationProperties
@ConfigurationPropertiesScan
@ComponentScan
public class CommandSide {

  @Bean
  GroupedOpenApi commandApi() {
    return GroupedOpenApi.builder()
        .group("command")
        .displayName("Command side")
        .packagesToScan(CommandSide.class.getPackageName(), WebDoor.class.getPackageName())
        .build();
  }
}

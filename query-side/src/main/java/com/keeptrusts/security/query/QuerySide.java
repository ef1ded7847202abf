package com.keeptrusts.security.query;

import com.keeptrusts.security.query.address.AddressConfiguration;
import com.keeptrusts.security.query.audit.AuditConfiguration;
import com.keeptrusts.security.query.decision.DecisionConfiguration;
import com.keeptrusts.security.query.mfa.MfaPolicyConfiguration;
import com.keeptrusts.security.web.WebDoor;
import org.springdoc.core.models.GroupedOpenApi;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/**
 * Answers over HTTP what happened and what is true now; changes nothing. To be imported: alone by
 * {@link QuerySideApplication}, or beside the command side.
 */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:query-side.properties")
@EnableConfigurationProperties(QuerySettings.class)
@Import({
  QueryDatabase.class,
  DecisionConfiguration.class,
  AddressConfiguration.class,
  MfaPolicyConfiguration.class,
  AuditConfiguration.class
})
public class QuerySide {

  @Bean
  GroupedOpenApi queryApi() {
    return GroupedOpenApi.builder()
        .group("query")
        .displayName("Query side")
        .packagesToScan(QuerySide.class.getPackageName(), WebDoor.class.getPackageName())
        .build();
  }
}

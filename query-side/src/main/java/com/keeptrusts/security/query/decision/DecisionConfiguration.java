package com.keeptrusts.security.query.decision;

import com.keeptrusts.security.enforcement.Decisions;
import com.keeptrusts.security.enforcement.ServiceClients;
import com.keeptrusts.security.web.ServiceCredentials;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Asks the rows of enforcement through the query side's login: may it pass, and who calls. */
@Configuration(proxyBeanMethods = false)
public class DecisionConfiguration {

  @Bean(defaultCandidate = false)
  Decisions queryDecisions(@Qualifier("queryDataSource") DataSource dataSource) {
    return new Decisions(dataSource);
  }

  @Bean
  ServiceCredentials queryServiceCredentials(@Qualifier("queryDataSource") DataSource dataSource) {
    return new ServiceClients(dataSource)::authenticate;
  }

  @Bean
  DecisionMetrics decisionMetrics(MeterRegistry meters) {
    return new DecisionMetrics(meters);
  }

  @Bean
  DecisionController decisionController(
      @Qualifier("queryDecisions") Decisions decisions, DecisionMetrics metrics) {
    return new DecisionController(decisions, metrics);
  }

  @Bean
  ForwardAuthController forwardAuthController(
      @Qualifier("queryDecisions") Decisions decisions, DecisionMetrics metrics) {
    return new ForwardAuthController(decisions, metrics);
  }
}

package com.keeptrusts.security.query.mfa;

import com.keeptrusts.security.enforcement.MfaMembers;
import com.keeptrusts.security.enforcement.MfaPolicyRows;
import com.keeptrusts.security.query.OrgReaders;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Asks the rows of enforcement through the query side's login. */
@Configuration(proxyBeanMethods = false)
public class MfaPolicyConfiguration {

  @Bean
  MfaPolicyController mfaPolicyController(
      OrgReaders readers, @Qualifier("queryDataSource") DataSource dataSource) {
    return new MfaPolicyController(
        readers, new MfaPolicyRows(dataSource), new MfaMembers(dataSource));
  }
}

package com.keeptrusts.security.query.address;

import com.keeptrusts.security.enforcement.IpRuleRows;
import com.keeptrusts.security.log.LogSerializer;
import com.keeptrusts.security.log.SubjectReader;
import com.keeptrusts.security.query.OrgReaders;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Asks the rows of enforcement, and the log about the past, through the query side's login. */
@Configuration(proxyBeanMethods = false)
public class AddressConfiguration {

  @Bean
  AddressController addressController(
      OrgReaders readers,
      @Qualifier("queryDataSource") DataSource dataSource,
      @Qualifier("querySerializer") LogSerializer serializer) {
    return new AddressController(
        readers,
        new IpRuleRows(dataSource),
        new IpRulesThen(new SubjectReader(dataSource, serializer)));
  }
}

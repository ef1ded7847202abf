package com.keeptrusts.security.command.axon;

import com.keeptrusts.security.command.attempt.Attempts;
import com.keeptrusts.security.command.attempt.Devices;
import com.keeptrusts.security.command.attempt.PendingEmails;
import com.keeptrusts.security.command.attempt.SignInsInProgress;
import com.keeptrusts.security.command.attempt.SubjectHashes;
import com.keeptrusts.security.command.attempt.ThrottledRecords;
import com.keeptrusts.security.command.bus.AuthorityInterceptor;
import com.keeptrusts.security.command.bus.OriginOfCommand;
import com.keeptrusts.security.command.bus.SubjectRevisions;
import com.keeptrusts.security.command.lookup.AccountRows;
import com.keeptrusts.security.command.lookup.Endings;
import com.keeptrusts.security.command.lookup.ExternalIdentityRows;
import com.keeptrusts.security.command.lookup.LookUpRebuild;
import com.keeptrusts.security.command.lookup.LookUps;
import com.keeptrusts.security.command.lookup.PasskeyRows;
import com.keeptrusts.security.command.org.WhenOrgMfaPolicyChangedThenObligeMembers;
import com.keeptrusts.security.command.user.OrgPolicies;
import com.keeptrusts.security.command.user.RefusedSignIns;
import com.keeptrusts.security.enforcement.AuthorityRows;
import com.keeptrusts.security.enforcement.EnforcementProjection;
import com.keeptrusts.security.enforcement.EnforcementRebuild;
import com.keeptrusts.security.enforcement.EnforcementRows;
import com.keeptrusts.security.enforcement.IpRuleRows;
import com.keeptrusts.security.enforcement.MfaPolicyRows;
import com.keeptrusts.security.enforcement.MfaWalkRows;
import com.keeptrusts.security.enforcement.OrgAddressRules;
import com.keeptrusts.security.log.LogSerializer;
import com.keeptrusts.security.log.PersonalData;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.lock.LockFactory;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The way of a command: a bus that opens the transaction, authority before the aggregate, and the
 * rows of enforcement and look-ups in the same transaction, whose failure fails the command.
 */
@Configuration(proxyBeanMethods = false)
public class CommandPath {

  @Bean
  CommandBus commandBus(
      TransactionManager transactions,
      OriginOfCommand origin,
      AuthorityRows rows,
      DataSource dataSource,
      SignInsInProgress signIns,
      SubjectRevisions revisions) {
    SimpleCommandBus bus = SimpleCommandBus.builder().transactionManager(transactions).build();
    bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(origin));
    // Of its own: who compiles here has a connection, and nobody here waits for who has none yet.
    bus.registerHandlerInterceptor(
        new AuthorityInterceptor(rows, new OrgAddressRules(dataSource), signIns, revisions));
    return bus;
  }

  /** The queue before the transaction is the lock; see decision 0004. */
  @Bean
  LockFactory noLock() {
    return NullLockFactory.INSTANCE;
  }

  @Autowired
  void subscribe(EventProcessingConfigurer processing) {
    processing
        .usingSubscribingEventProcessors()
        .registerDefaultListenerInvocationErrorHandler(
            configuration -> PropagatingErrorHandler.INSTANCE)
        .registerDefaultErrorHandler(configuration -> PropagatingErrorHandler.INSTANCE);
  }

  @Bean
  RefusedSignIns refusedSignIns(EventStore eventStore, ThrottledRecords throttledRecords) {
    return new RefusedSignIns(eventStore, throttledRecords);
  }

  @Bean
  AuthorityRows authorityRows(DataSource dataSource) {
    return new AuthorityRows(dataSource);
  }

  @Bean
  IpRuleRows ipRuleRows(DataSource dataSource) {
    return new IpRuleRows(dataSource);
  }

  @Bean
  OrgAddressRules orgAddressRules(DataSource dataSource) {
    return new OrgAddressRules(dataSource);
  }

  @Bean
  OrgPolicies orgPolicies(DataSource dataSource) {
    return new MfaPolicyRows(dataSource)::lock;
  }

  @Bean
  MfaWalkRows mfaWalkRows(DataSource dataSource) {
    return new MfaWalkRows(dataSource);
  }

  @Bean
  WhenOrgMfaPolicyChangedThenObligeMembers obligeMembers(MfaWalkRows walks) {
    return new WhenOrgMfaPolicyChangedThenObligeMembers(walks);
  }

  @Bean
  AccountRows accountRows(DataSource dataSource) {
    return new AccountRows(dataSource);
  }

  @Bean
  LookUps lookUps(
      DataSource dataSource, AccountRows rows, SubjectHashes hashes, PersonalData personal) {
    return new LookUps(
        rows, new ExternalIdentityRows(dataSource), new PasskeyRows(dataSource), hashes, personal);
  }

  @Bean
  Endings endings(
      AccountRows rows,
      SignInsInProgress signIns,
      Attempts attempts,
      Devices devices,
      PendingEmails pendingEmails,
      SubjectHashes hashes,
      PersonalData personal) {
    return new Endings(rows, signIns, attempts, devices, pendingEmails, hashes, personal);
  }

  @Bean
  EnforcementProjection enforcementProjection(DataSource dataSource) {
    return new EnforcementProjection(new EnforcementRows(dataSource));
  }

  @Bean
  DerivedRows derivedRows(
      DataSource dataSource, Serializer serializer, SubjectHashes hashes, PersonalData personal) {
    LogSerializer logged = (LogSerializer) serializer;
    return new DerivedRows(
        new EnforcementRebuild(dataSource, logged),
        new LookUpRebuild(dataSource, logged, hashes, personal));
  }
}

package com.keeptrusts.security.command;

import com.keeptrusts.security.command.attempt.Attempts;
import com.keeptrusts.security.command.attempt.Devices;
import com.keeptrusts.security.command.attempt.SignInsInProgress;
import com.keeptrusts.security.command.attempt.SubjectHashes;
import com.keeptrusts.security.command.attempt.ThrottleSettings;
import com.keeptrusts.security.command.attempt.ThrottledRecords;
import com.keeptrusts.security.command.password.Argon2id;
import com.keeptrusts.security.command.password.HashQueueMetrics;
import com.keeptrusts.security.command.password.HashSettings;
import com.keeptrusts.security.command.password.PasswordHashes;
import com.keeptrusts.security.command.password.PasswordRules;
import com.keeptrusts.security.command.password.PasswordSettings;
import com.keeptrusts.security.command.password.PasswordStrength;
import com.keeptrusts.security.command.password.Passwords;
import com.keeptrusts.security.command.recovery.RecoveryCodes;
import com.keeptrusts.security.command.totp.TotpCodes;
import com.keeptrusts.security.command.totp.TotpDrift;
import com.keeptrusts.security.command.totp.TotpIssuer;
import com.keeptrusts.security.command.vault.DeploymentKeys;
import com.keeptrusts.security.command.vault.Vault;
import com.keeptrusts.security.command.vault.VaultKeys;
import com.keeptrusts.security.command.vault.VaultUpkeep;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What verifies untrusted input, with the settings of the deployment. */
@Configuration(proxyBeanMethods = false)
public class Ceremonies {

  private static final Duration HASH_QUEUE = Duration.ofSeconds(5);

  /** For each core: about half a second's work, so that who waits still gets a turn. */
  private static final int WAITING_PER_CORE = 16;

  @Bean
  VaultKeys vaultKeys(DataSource dataSource, CommandSettings settings) {
    return DeploymentKeys.ofSetting(
        dataSource, "keeptrusts.command.vault-keyset", settings.vaultKeyset());
  }

  @Bean
  Vault vault(DataSource dataSource, VaultKeys keys) {
    return new Vault(dataSource, keys);
  }

  @Bean
  VaultUpkeep vaultUpkeep(DataSource dataSource, VaultKeys keys) {
    return new VaultUpkeep(dataSource, keys);
  }

  @Bean
  DeploymentKeys deploymentKeys(DataSource dataSource, VaultKeys keys) {
    return new DeploymentKeys(dataSource, keys);
  }

  @Bean
  SubjectHashes subjectHashes(DeploymentKeys keys) {
    return new SubjectHashes(keys);
  }

  /** Whatever a flood does, half of the server's threads never wait for a hash. */
  @Bean
  Argon2id argon2id(
      HashSettings hashing, @Value("${server.tomcat.threads.max}") int serverThreads) {
    int cores = Runtime.getRuntime().availableProcessors();
    hashing.requireRoom(cores, Runtime.getRuntime().maxMemory());
    int mostWaiting = Math.min(WAITING_PER_CORE * cores, serverThreads / 2 - cores);
    return new Argon2id(cores, Math.max(1, mostWaiting), HASH_QUEUE);
  }

  @Bean
  HashQueueMetrics hashQueueMetrics(Argon2id argon2id) {
    return new HashQueueMetrics(argon2id);
  }

  @Bean
  PasswordRules passwordRules(PasswordSettings settings) {
    return new PasswordRules(settings);
  }

  @Bean
  PasswordStrength passwordStrength(PasswordRules rules) {
    return new PasswordStrength(rules);
  }

  /** A maximum that was lowered is for new passwords; the longer ones in force go on. */
  @Bean
  Passwords passwords(Vault vault, Argon2id argon2id, HashSettings hashing) {
    return new Passwords(
        vault, new PasswordHashes(argon2id, hashing.argon2(), PasswordSettings.LONGEST));
  }

  @Bean
  RecoveryCodes recoveryCodes(Argon2id argon2id, HashSettings hashing) {
    return new RecoveryCodes(argon2id, hashing.argon2());
  }

  @Bean
  TotpCodes totpCodes() {
    return new TotpCodes(TotpDrift.DEFAULT);
  }

  @Bean
  TotpIssuer totpIssuer() {
    return new TotpIssuer("Keeptrusts");
  }

  @Bean
  Attempts attempts(DataSource dataSource, ThrottleSettings settings) {
    return new Attempts(dataSource, settings);
  }

  @Bean
  ThrottledRecords throttledRecords(DataSource dataSource) {
    return new ThrottledRecords(dataSource);
  }

  @Bean
  SignInsInProgress signInsInProgress(DataSource dataSource) {
    return new SignInsInProgress(dataSource);
  }

  @Bean
  Devices devices(DataSource dataSource) {
    return new Devices(dataSource);
  }
}

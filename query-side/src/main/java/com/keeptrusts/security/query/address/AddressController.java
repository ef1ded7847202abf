package com.keeptrusts.security.query.address;

import static com.keeptrusts.security.event.Scope.ACT;
import static com.keeptrusts.security.event.Scope.OPERATE;

import com.keeptrusts.security.enforcement.IpRestrictionsOfOrg;
import com.keeptrusts.security.enforcement.IpRuleRows;
import com.keeptrusts.security.event.AddressVerdict;
import com.keeptrusts.security.event.Cidr;
import com.keeptrusts.security.event.ClientAddress;
import com.keeptrusts.security.event.IpRule;
import com.keeptrusts.security.event.IpRuleAction;
import com.keeptrusts.security.event.IpRuleId;
import com.keeptrusts.security.event.IpRuleSet;
import com.keeptrusts.security.event.IpRuleTerms;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.query.OrgReaders;
import com.keeptrusts.security.web.Acting;
import com.keeptrusts.security.web.DoorCaller;
import com.keeptrusts.security.web.Refuses;
import com.keeptrusts.security.web.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(
    name = "Address rules",
    description = "Which rules an org has, and what they say of an address, now, then, or if.")
@RestController
@RequestMapping("/v1/orgs/{org}/ip-restrictions")
class AddressController {

  private static final int MOST_DRAFTED = 1_000;

  private final OrgReaders readers;
  private final IpRuleRows rows;
  private final IpRulesThen then;

  AddressController(OrgReaders readers, IpRuleRows rows, IpRulesThen then) {
    this.readers = readers;
    this.rows = rows;
    this.then = then;
  }

  @Operation(
      summary = "Read the address rules of an org",
      description = "For the operator, or for an owner, admin or compliance reviewer of the org.")
  @GetMapping
  @RequiresScope(
      value = {OPERATE, ACT},
      acting = Acting.OPTIONAL)
  @Refuses(Reason.NOT_ALLOWED)
  IpRestrictionsAnswer rules(DoorCaller caller, @PathVariable String org) {
    return IpRestrictionsAnswer.of(rows.of(readers.requireMayRead(caller, org)));
  }

  /** A rule that is not there yet. */
  record DraftedRule(
      IpRuleAction action,
      @Schema(type = "string", example = "203.0.113.0/24") Cidr block,
      @Nullable Boolean enabled,
      @Nullable Instant expiresAt) {

    private IpRule asRule(int place) {
      return new IpRule(
          IpRuleId.of(new UUID(0, place).toString()),
          new IpRuleTerms(action, block, "", enabled == null || enabled, expiresAt));
    }
  }

  /** Says nothing: it holds an address. */
  record AddressQuestion(
      @Schema(type = "string", example = "203.0.113.7") ClientAddress address,
      @Schema(description = "As of then, with the rules of then; now if absent")
          @Nullable Instant at,
      @Schema(description = "Rules to try instead of those in force")
          @Nullable List<DraftedRule> draft) {

    @Override
    public String toString() {
      return "AddressQuestion";
    }
  }

  /** Whether it may pass, and what decided that. */
  record AddressAnswer(
      boolean allowed,
      AddressVerdict.Why why,
      @Schema(type = "string", description = "The rule that decided; none of a draft")
          @Nullable IpRuleId rule,
      @Schema(type = "string", description = "Its block") @Nullable Cidr block,
      @Schema(description = "When that rule expires, or the suspension ends")
          @Nullable Instant until,
      @Schema(description = "The instant that this is about") Instant at) {}

  @Operation(
      summary = "Ask whether an address would be let in, and by which rule",
      description = "By the rules in force, by those of an instant that is over, or by a draft.")
  @PostMapping("/check")
  @RequiresScope(
      value = {OPERATE, ACT},
      acting = Acting.OPTIONAL)
  @Refuses(value = Reason.NOT_ALLOWED, never = Reason.CONFLICT)
  AddressAnswer check(
      DoorCaller caller, @PathVariable String org, @RequestBody AddressQuestion question) {
    OrgId asked = readers.requireMayRead(caller, org);
    IpRestrictionsOfOrg now = rows.of(asked);
    Instant at = at(question, now.now());
    IpRuleSet rules = rules(asked, question, now, at);
    AddressVerdict verdict = rules.verdict(question.address().ip(), at);
    IpRuleId rule = verdict.rule();
    return new AddressAnswer(
        verdict.allowed(),
        verdict.why(),
        question.draft() == null ? rule : null,
        rule == null ? null : rules.find(rule).map(IpRuleTerms::block).orElse(null),
        verdict.until(),
        at);
  }

  private static Instant at(AddressQuestion question, Instant now) {
    Instant at = question.at();
    if (at == null) {
      return now;
    }
    if (at.isAfter(now)) {
      throw new Rejected(Reason.INVALID_VALUE, "at: nobody knows the rules of an instant to come");
    }
    if (question.draft() != null) {
      throw new Rejected(Reason.INVALID_VALUE, "A draft is tried as of now; leave out `at`");
    }
    return at;
  }

  private IpRuleSet rules(
      OrgId org, AddressQuestion question, IpRestrictionsOfOrg now, Instant at) {
    if (question.draft() != null) {
      return new IpRuleSet(drafted(question.draft()), null);
    }
    return question.at() == null ? now.ruleSet() : then.of(org, at);
  }

  private static List<IpRule> drafted(List<DraftedRule> draft) {
    if (draft.size() > MOST_DRAFTED) {
      throw new Rejected(
          Reason.INVALID_VALUE, "draft: at most " + MOST_DRAFTED + " rules can be tried at once");
    }
    List<IpRule> rules = new ArrayList<>();
    for (DraftedRule rule : draft) {
      rules.add(rule.asRule(rules.size()));
    }
    return rules;
  }
}

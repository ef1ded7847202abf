package com.keeptrusts.security.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.event.EventName;
import com.keeptrusts.security.event.SecurityEvents;
import java.util.List;
import org.axonframework.serialization.Revision;
import org.junit.jupiter.api.Test;

class StoredNamesTest {

  @EventName("test.one")
  @Revision("1")
  record One() {}

  @EventName("test.one")
  @Revision("1")
  record AnotherOne() {}

  @EventName("com.keeptrusts.One")
  @Revision("1")
  record NamedLikeAClass() {}

  @EventName("test.without-revision")
  record WithoutRevision() {}

  @Test
  void every_event_of_the_catalogue_has_a_name_and_a_revision_of_its_own() {
    StoredNames names = StoredNames.events();

    assertThat(SecurityEvents.ALL)
        .isNotEmpty()
        .allSatisfy(e -> assertThat(names.typeOf(e)).isPresent());
    assertThat(SecurityEvents.ALL.stream().map(names::typeOf)).doesNotHaveDuplicates();
  }

  @Test
  void two_classes_cannot_have_one_name() {
    assertThatThrownBy(() -> StoredNames.of(List.of(One.class, AnotherOne.class)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                StoredNames.events()
                    .with(StoredNames.USER, StandIn.User.class)
                    .with(StoredNames.USER, StandIn.Org.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void one_class_cannot_have_two_names() {
    assertThatThrownBy(
            () ->
                StoredNames.events()
                    .with(StoredNames.USER, StandIn.User.class)
                    .with(StoredNames.ORG, StandIn.User.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_name_looks_like_no_class_and_comes_with_a_revision() {
    assertThatThrownBy(() -> StoredNames.of(List.of(NamedLikeAClass.class)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StoredNames.of(List.of(WithoutRevision.class)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StoredNames.of(List.of(String.class)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_longer_list_leaves_the_shorter_one_as_it_was() {
    StoredNames events = StoredNames.events();
    StoredNames longer = events.with(StoredNames.USER, StandIn.User.class);

    assertThat(longer.isSubject(StoredNames.USER)).isTrue();
    assertThat(events.isSubject(StoredNames.USER)).isFalse();
    assertThat(events.typeOf(StandIn.User.class)).isEmpty();
  }
}

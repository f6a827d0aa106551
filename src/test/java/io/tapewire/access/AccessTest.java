package io.tapewire.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.channel.ChannelPattern;
import io.tapewire.fault.CapturedLog;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessTest {
    private static final Caller TENANT = Caller.withToken("ada", null, null, grants("acme/**", "acme/in", "acme/x"));

    private final Access byToken = Access.byTokens();

    @Test
    void each_permission_is_granted_by_its_own_list() {
        assertThat(byToken.may(TENANT, Permission.SUBSCRIBE, "acme/a/b")).isTrue();
        assertThat(byToken.may(TENANT, Permission.PUBLISH, "acme/a/b")).isFalse();
        assertThat(byToken.may(TENANT, Permission.PUBLISH, "acme/in")).isTrue();
        assertThat(byToken.may(TENANT, Permission.MANAGE, "acme/in")).isFalse();
        assertThat(byToken.may(TENANT, Permission.MANAGE, "acme/x")).isTrue();
        assertThat(byToken.may(TENANT, Permission.SUBSCRIBE, "globex/a")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void the_administrator_may_do_everything_even_where_the_application_decides(Permission permission) {
        Access decided = new Access((caller, wanted, channel) -> false);

        assertThat(byToken.may(Caller.ADMINISTRATOR, permission, "any/channel")).isTrue();
        assertThat(decided.may(Caller.ADMINISTRATOR, permission, "any/channel")).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void who_has_signed_in_to_the_application_may_do_nothing_unless_its_rules_say_so(Permission permission) {
        Caller member = Caller.ofApplication("ada", Set.of("ops"));

        assertThat(byToken.may(member, permission, "build")).isFalse();
        assertThat(new Access((caller, wanted, channel) -> caller.isInRole("ops")).may(member, permission, "build"))
                .isTrue();
    }

    @Test
    void the_applications_rules_count_in_place_of_the_tokens_lists() {
        Access decided = new Access((caller, permission, channel) -> channel.equals("open"));

        assertThat(decided.may(TENANT, Permission.SUBSCRIBE, "acme/a")).isFalse();
        assertThat(decided.may(TENANT, Permission.SUBSCRIBE, "open")).isTrue();
    }

    @Test
    void rules_that_fail_allow_nothing_and_are_told_in_the_log() {
        Access failing = new Access((caller, permission, channel) -> {
            throw new IllegalStateException("planted");
        });
        try (CapturedLog log = CapturedLog.ofTapewire()) {
            assertThat(failing.may(TENANT, Permission.SUBSCRIBE, "acme/a")).isFalse();
            assertThat(log.errors()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_servers_own_channels_are_granted_by_their_name_alone(Permission permission) {
        Caller byPattern = Caller.withToken("ada", null, null, grants("**", "*", "**"));
        Caller byName = Caller.withToken("bob", null, null, grants("server", "server", "server"));

        assertThat(byToken.may(byPattern, permission, "server")).isFalse();
        assertThat(byToken.may(byPattern, permission, "audit")).isFalse();
        assertThat(byToken.may(byPattern, permission, "servers")).isTrue();
        assertThat(byToken.may(byName, permission, "server")).isTrue();
        assertThat(byToken.may(Caller.ADMINISTRATOR, permission, "server")).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void the_audit_is_for_administrators_to_watch_and_for_nobody_to_change(Permission permission) {
        Caller byName = Caller.withToken("bob", null, null, grants("audit", "audit", "audit"));
        Access decided = new Access((caller, wanted, channel) -> true);

        assertThat(byToken.may(byName, permission, "audit")).isFalse();
        assertThat(decided.may(Caller.ofApplication("ada", Set.of("ops")), permission, "audit"))
                .isFalse();
        assertThat(byToken.may(Caller.ADMINISTRATOR, permission, "audit"))
                .isEqualTo(permission == Permission.SUBSCRIBE);
    }

    @Test
    void two_callers_are_equal_if_their_tokens_grant_the_same_and_no_rules_decide() {
        Caller again = Caller.withToken("ada", "t2", Instant.EPOCH, TENANT.grants());
        Caller less = Caller.withToken("ada", null, null, grants("acme/a", "acme/in", "acme/x"));

        assertThat(byToken.areEqual(TENANT, again)).isTrue();
        assertThat(byToken.areEqual(TENANT, less)).isFalse();
        assertThat(byToken.areEqual(Caller.ADMINISTRATOR, Caller.withToken("x", null, null, Grants.ALL)))
                .isFalse();
        assertThat(new Access((caller, permission, channel) -> true).areEqual(TENANT, again))
                .isFalse();
    }

    @Test
    void a_refusal_names_what_was_wanted() {
        assertThatThrownBy(() -> byToken.require(TENANT, Permission.SUBSCRIBE, "globex/a"))
                .isInstanceOf(Forbidden.class)
                .hasMessage("you may not watch globex/a");
    }

    @Test
    void a_pattern_is_allowed_if_it_can_match_a_channel_that_is() {
        for (String allowed : new String[] {"acme/**", "**", "*/*", "acme/a/*"}) {
            assertThatCode(() -> byToken.requireFollowing(TENANT, ChannelPattern.of(allowed)))
                    .doesNotThrowAnyException();
        }
        for (String forbidden : new String[] {"globex/**", "*", "globex/*/a"}) {
            assertThatThrownBy(() -> byToken.requireFollowing(TENANT, ChannelPattern.of(forbidden)))
                    .isInstanceOf(Forbidden.class);
        }
    }

    private static Grants grants(String subscribe, String publish, String manage) {
        return new Grants(
                List.of(ChannelPattern.of(subscribe)),
                List.of(ChannelPattern.of(publish)),
                List.of(ChannelPattern.of(manage)));
    }
}

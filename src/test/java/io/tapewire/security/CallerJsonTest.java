package io.tapewire.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.access.Caller;
import io.tapewire.access.Grants;
import io.tapewire.channel.ChannelPattern;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerJsonTest {
    private static final Instant NOW = Instant.parse("2026-11-26T06:00:00.123456789Z");
    private static final Grants SOME =
            new Grants(List.of(ChannelPattern.of("build/**"), ChannelPattern.of("a")), List.of(), List.of());

    static List<Caller> callers() {
        return List.of(
                Caller.ADMINISTRATOR.until(NOW),
                Caller.withToken(null, null, null, Grants.NONE),
                Caller.withToken("ada", "t1", NOW, SOME).inSession("id"),
                Caller.person("ada", "Ada \"<Löwe>\" \ud83d\ude00", null, Grants.ALL),
                Caller.ofApplication("bob", Set.of("ops", "dev")));
    }

    @ParameterizedTest
    @MethodSource("callers")
    void a_caller_is_the_same_on_another_server(Caller caller) {
        Caller read = CallerJson.CODEC.read(CallerJson.CODEC.write(caller));

        assertThat(read.owner().text()).isEqualTo(caller.owner().text());
        assertThat(read.toString())
                .isEqualTo(caller.toString()
                        .replace(caller.roles().toString(), read.roles().toString()));
        assertThat(read.roles()).isEqualTo(caller.roles());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{}", "{\"kind\":\"OTHER\"}", "{\"kind\":\"TOKEN\",\"roles\":[],\"subscribe\":1}"})
    void what_another_version_has_written_is_refused(String text) {
        assertThatThrownBy(() -> CallerJson.CODEC.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_ticket_is_the_same_on_another_server() {
        for (BrowserSession session :
                new BrowserSession[] {null, BrowserSession.ofCookie("s.one"), BrowserSession.ofLogin("bob")}) {
            IssuedTicket ticket = new IssuedTicket(Caller.ofApplication("ada", Set.of()), null, session, NOW);
            assertThat(IssuedTicket.CODEC.read(IssuedTicket.CODEC.write(ticket)))
                    .isEqualTo(ticket);
        }
    }
}

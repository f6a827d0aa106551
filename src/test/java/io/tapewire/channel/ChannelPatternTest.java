package io.tapewire.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelPatternTest {
    @ParameterizedTest
    @CsvSource({
        "build, build, true",
        "build, Build, false",
        "build, build/1, false",
        "build, builds, false",
        "build, buil, false",
        "build/1, build/1, true",
        "build/1, build/10, false",
        "build/1, build, false",
        "build/*, build/1, true",
        "build/*, build, false",
        "build/*, build/1/2, false",
        "build/*, builds/1, false",
        "build/*, xbuild/1, false",
        "build/**, build/1, true",
        "build/**, build/1/2/3, true",
        "build/**, build, false",
        "build/**, builds, false",
        "build/**, builds/1, false",
        "*, build, true",
        "*, build/1, false",
        "**, build, true",
        "**, a/b/c/d, true",
        "*/log, build/log, true",
        "*/log, log, false",
        "*/log, a/b/log, false",
        "a/*/c, a/b/c, true",
        "a/*/c, a/c, false",
        "a/*/c, a/b/b/c, false",
        "a/*/**, a/b, false",
        "a/*/**, a/b/c, true",
        "a/*/**, a/b/c/d, true",
        "*/*, a/b, true",
        "*/*, a, false",
        "a.b, a.b, true",
        "a.b, axb, false",
        "a-b_c.d/*, a-b_c.d/e, true",
        "acme/**, acme-evil/x, false",
        "acme/**, acme.evil/x, false",
        "acme/**, acme/x, true",
    })
    void it_matches_whole_segments(String pattern, String channel, boolean matches) {
        assertThat(ChannelPattern.of(pattern).matches(channel)).isEqualTo(matches);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "/",
                "a/",
                "/a",
                "a//b",
                "a*",
                "*a",
                "a*b",
                "***",
                "**a",
                "a/**/b",
                "**/a",
                "a/b*",
                "a/**x",
                "..",
                "../**",
                "a/../**",
                "a/./*",
                "a b",
                "ä",
                "a/output",
                "*/output",
                "a/%2a",
                "-a",
                "a?",
                "[ab]",
                "a+",
                "a,b",
                ">",
                "#",
                "a/#",
                "**/**"
            })
    void nothing_else_is_a_pattern(String text) {
        assertThatThrownBy(() -> ChannelPattern.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void it_is_no_longer_than_a_name() {
        assertThat(ChannelPattern.of("a".repeat(126) + "/*").matches("a".repeat(126) + "/b"))
                .isTrue();
        assertThatThrownBy(() -> ChannelPattern.of("a".repeat(128) + "/*"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("128");
    }

    @ParameterizedTest
    @CsvSource({
        "**, **, true",
        "**, a, true",
        "a, a, true",
        "a, b, false",
        "a, a/b, false",
        "a, a/*, false",
        "a, a/**, false",
        "a/b, a/*, true",
        "a/b, a/**, true",
        "a/*, a/**, true",
        "a/*, */b, true",
        "a/*, b/*, false",
        "a/**, b/**, false",
        "a/**, a/b/**, true",
        "a/**, *, false",
        "*, **, true",
        "a/*/c, a/**, true",
        "a/*/c, *, false",
        "a/b/c, */**, true",
        "a/b/**, a/*, false",
        "a/b/**, a/*/c, true",
    })
    void two_meet_if_a_channel_can_match_both(String one, String other, boolean meet) {
        assertThat(ChannelPattern.of(one).meets(ChannelPattern.of(other))).isEqualTo(meet);
        assertThat(ChannelPattern.of(other).meets(ChannelPattern.of(one))).isEqualTo(meet);
    }

    @Test
    void a_text_with_a_star_is_meant_as_a_pattern() {
        assertThat(ChannelPattern.isPattern("a*")).isTrue();
        assertThat(ChannelPattern.isPattern("a/b")).isFalse();
        assertThat(ChannelPattern.isPattern(null)).isFalse();
    }

    @Test
    void it_is_shown_as_it_was_written() {
        assertThat(ChannelPattern.of("a/*/**")).hasToString("a/*/**").isEqualTo(ChannelPattern.of("a/*/**"));
        assertThat(ChannelPattern.of("a/*")).isNotEqualTo(ChannelPattern.of("a/**"));
    }
}

package io.tapewire.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "7",
                "build",
                "Build.main_2-x",
                "build/linux/x86",
                "a/-",
                "a/.b",
                "a.",
                "a/_",
                "output/a",
                "messages.log",
                "a/outputs",
                "myoutput",
                "Output",
                "outputmessages",
                "a..b",
                "a..",
                "a/..b",
                "a/...",
                "runs/7",
                "a/files/b"
            })
    void these_are_names(String name) {
        assertThat(ChannelName.require(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                " ",
                "a b",
                "/a",
                "a/",
                "a//b",
                ".a",
                "-a",
                "_a",
                "..",
                ".",
                "a/../b",
                "a/..",
                "a/./b",
                "a/.",
                "./a",
                "a\\b",
                "a%2fb",
                "ä",
                "a\n",
                "\na",
                "a\u0000",
                "a\"b",
                "a?b",
                "a#b",
                "a*",
                "😀",
                "output",
                "messages",
                "a/output",
                "a/b/messages",
                "a/records",
                "a/search",
                "runs",
                "a/tasks",
                "a/b/files"
            })
    void these_are_none(String name) {
        assertThatThrownBy(() -> ChannelName.require(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("channel");
    }

    @Test
    void a_name_has_at_most_128_characters() {
        assertThat(ChannelName.require("x".repeat(128))).hasSize(128);
        assertThatThrownBy(() -> ChannelName.require("x".repeat(129)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("128");
    }

    @Test
    void a_long_bad_name_is_refused_without_long_thinking() {
        assertThatThrownBy(() -> ChannelName.require("a/".repeat(64))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ChannelName.require("a".repeat(1_000_000)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

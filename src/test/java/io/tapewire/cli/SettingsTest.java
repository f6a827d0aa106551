package io.tapewire.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.TypeConversionException;

class SettingsTest {
    @TempDir
    private Path home;

    @Test
    void the_environment_comes_before_the_file() throws IOException {
        Path file = Files.writeString(home.resolve("config"), "url=http://file\ntoken=secret\nfinish-within=9s\n");
        Settings settings = new Settings(
                Map.of("TAPEWIRE_CONFIG", file.toString(), "TAPEWIRE_URL", "http://env", "TAPEWIRE_SPOOL_SIZE", "1M"));
        assertThat(settings.find("url")).isEqualTo("http://env");
        assertThat(settings.find("finish-within")).isEqualTo("9s");
        assertThat(settings.find("spool-size")).isEqualTo("1M");
        assertThat(settings.find("token")).isEqualTo("secret");
        assertThat(settings.find("message-within")).isNull();
        assertThat(settings.tokenFile()).isEqualTo(file);
    }

    @Test
    void a_token_in_the_environment_is_not_from_the_file() throws IOException {
        Path file = Files.writeString(home.resolve("config"), "token=secret\n");
        Settings settings = new Settings(Map.of("TAPEWIRE_CONFIG", file.toString(), "TAPEWIRE_TOKEN", "other"));
        assertThat(settings.find("token")).isEqualTo("other");
        assertThat(settings.tokenFile()).isNull();
    }

    @Test
    void no_file_is_needed() throws IOException {
        Settings settings = new Settings(Map.of("XDG_CONFIG_HOME", home.toString()));
        assertThat(settings.find("url")).isNull();
    }

    @Test
    void sizes_have_units_and_bounds() {
        assertThat(Size.parse("256M").bytes()).isEqualTo(256L << 20);
        assertThat(Size.parse("65536").bytes()).isEqualTo(65536);
        for (String wrong : List.of("1", "63K", "1025G", "9999999999999G", "x", "1T", "-1M", "")) {
            assertThatThrownBy(() -> Size.parse(wrong)).as(wrong).isInstanceOf(TypeConversionException.class);
        }
    }

    @Test
    void times_are_given_as_times_or_as_how_long_ago() {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-26T12:00:00Z"));
        assertThat(Times.duration("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(Map.of(
                        "10m", "2026-11-26T11:50:00Z",
                        "1d", "2026-11-25T12:00:00Z",
                        "2026-11-26", "2026-11-26T00:00:00Z",
                        "2026-11-26T10:00", "2026-11-26T10:00:00Z",
                        "2026-11-26T10:00:00+01:00", "2026-11-26T09:00:00Z"))
                .allSatisfy((text, time) ->
                        assertThat(Times.instant(text, clock, ZoneOffset.UTC)).isEqualTo(Instant.parse(time)));
        assertThatThrownBy(() -> Times.instant("soon", clock, ZoneOffset.UTC))
                .isInstanceOf(TypeConversionException.class);
    }

    @Test
    void channels_cannot_become_another_address() {
        assertThat(Channel.parse("deploy/web-1").name()).isEqualTo("deploy/web-1");
        for (String wrong : List.of("", "/a", "a/", "a//b", "a/../b", "a/./b", "a?b", "a b", "-a", "ä")) {
            assertThatThrownBy(() -> Channel.parse(wrong)).as(wrong).isInstanceOf(TypeConversionException.class);
        }
    }

    @Test
    void patterns_match_as_the_protocol_says() {
        assertThat(ChannelPattern.parse("build/*").matches("build/1")).isTrue();
        assertThat(ChannelPattern.parse("build/*").matches("build/1/2")).isFalse();
        assertThat(ChannelPattern.parse("build/**").matches("build/1/2")).isTrue();
        assertThat(ChannelPattern.parse("build/**").matches("build")).isFalse();
        assertThat(ChannelPattern.parse("*/x.y").matches("a/x.y")).isTrue();
        assertThat(ChannelPattern.parse("*/x.y").matches("a/x-y")).isFalse();
        assertThat(ChannelPattern.parse("**").matches("a")).isTrue();
        assertThatThrownBy(() -> ChannelPattern.parse("a**")).isInstanceOf(TypeConversionException.class);
    }
}

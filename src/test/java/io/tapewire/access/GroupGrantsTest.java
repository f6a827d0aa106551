package io.tapewire.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupGrantsTest {
    private static final String JSON = """
            { "/ops (eu)": { "subscribe": ["**"], "manage": ["**"] }, "ada": { "publish": ["build/ada"] },
              "*": { "subscribe": ["news"] } }""";

    @TempDir
    private Path directory;

    @Test
    void somebody_may_do_all_that_each_of_their_groups_may_and_everybody_something() {
        GroupGrants grants = new GroupGrants(GroupsJson.read(JSON));

        assertMay(grants.of(List.of("/ops (eu)", "ada")), "build/x", true, false, true);
        assertMay(grants.of(List.of("/ops (eu)", "ada")), "build/ada", true, true, true);
        assertMay(grants.of(List.of("unknown", "*")), "news", true, false, false);
        assertMay(grants.of(List.of()), "build/x", false, false, false);
    }

    @Test
    void nothing_is_granted_if_nothing_is_configured() {
        assertThat(new GroupGrants(GroupsJson.read(" ")).of(List.of("ops"))).isEqualTo(Grants.NONE);
    }

    @Test
    void it_may_stand_in_a_file() throws IOException {
        Path file = Files.writeString(directory.resolve("groups.json"), JSON);

        assertThat(GroupsJson.read(file.toString())).isEqualTo(GroupsJson.read(JSON));
        assertThatThrownBy(() -> GroupsJson.read(directory.resolve("none").toString()))
                .hasMessageContaining("tapewire.groups");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"ops\": []}",
                "{\"ops\": {\"watch\": [\"**\"]}}",
                "{\"ops\": {\"subscribe\": \"**\"}}",
                "{\"ops\": {\"subscribe\": [1]}}",
                "{\"ops\": {\"subscribe\": [\"a*\"]}}"
            })
    void a_mistake_is_told(String json) {
        assertThatThrownBy(() -> GroupsJson.read(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tapewire.groups is not allowed");
    }

    private static void assertMay(Grants grants, String channel, boolean watch, boolean publish, boolean manage) {
        assertThat(grants.allow(Permission.SUBSCRIBE, channel)).isEqualTo(watch);
        assertThat(grants.allow(Permission.PUBLISH, channel)).isEqualTo(publish);
        assertThat(grants.allow(Permission.MANAGE, channel)).isEqualTo(manage);
    }
}

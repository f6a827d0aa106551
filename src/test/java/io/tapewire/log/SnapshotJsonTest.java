package io.tapewire.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Servers of two versions read each other's snapshots, or say that they cannot. */
class SnapshotJsonTest {
    private static final LogSnapshot SNAPSHOT = LogSnapshot.startingWith("e");
    private final String json = new String(SnapshotJson.write("build", SNAPSHOT), UTF_8);

    private static SnapshotJson.Named read(String text) {
        return SnapshotJson.read(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    @Test
    void a_snapshot_is_read_as_it_was_written() {
        assertThat(read(json).channel()).isEqualTo("build");
        assertThat(read(json).snapshot()).isEqualTo(SNAPSHOT);
    }

    @Test
    void what_a_later_version_has_added_is_ignored() {
        String more =
                json.replaceFirst("\\{", "{\"later\":{\"x\":1},").replace("\"first\":1", "\"first\":1,\"later\":true");

        assertThat(read(more).snapshot()).isEqualTo(SNAPSHOT);
    }

    @Test
    void another_layout_is_refused_with_its_number() {
        assertThatThrownBy(() -> read(json.replace("\"tapewire\":1", "\"tapewire\":2")))
                .hasMessage("it was written by another version: 2");
    }
}

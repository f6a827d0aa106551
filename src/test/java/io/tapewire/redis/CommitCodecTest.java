package io.tapewire.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.log.Excerpt;
import io.tapewire.log.ExcerptCodec;
import io.tapewire.log.Received;
import io.tapewire.log.Store;
import io.tapewire.protocol.RecordEncoder;
import io.tapewire.protocol.RecordType;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Servers of two versions read each other's commits, or say that they cannot. */
class CommitCodecTest {
    private static final RecordEncoder ENCODER = new RecordEncoder("build", "e");
    private final byte[] commit = CommitCodec.write(List.of(excerpt()), List.of(new Received("make", 0, 7)));

    /** One record, {@code one\n}, as the codec of excerpts describes it. */
    private static Excerpt excerpt() {
        byte[] payload = "one\\n".getBytes(UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(100)
                .put(RecordType.OUTPUT.code())
                .put((byte) 0)
                .putLong(1)
                .putInt(1)
                .putLong(0)
                .putLong(1_000)
                .putInt(0)
                .putInt(payload.length)
                .putInt(0)
                .put(payload);
        return ExcerptCodec.read(bytes.flip(), ENCODER);
    }

    private Store.Commit read(byte[] bytes) {
        return CommitCodec.read(bytes, ENCODER, false);
    }

    @Test
    void a_commit_is_read_as_it_was_written() {
        assertThat(read(commit).records()).hasSize(1);
        assertThat(read(commit).newest().last()).isEqualTo(1);
        assertThat(read(commit).received()).containsEntry("make", 7L);
    }

    @Test
    void what_a_later_version_has_added_beside_the_counts_is_ignored() {
        ByteBuffer from = ByteBuffer.wrap(commit);
        byte version = from.get();
        byte[] counts = new byte[from.getInt()];
        from.get(counts);
        byte[] added = "and more".getBytes(UTF_8);
        byte[] longer = ByteBuffer.allocate(commit.length + added.length)
                .put(version)
                .putInt(counts.length + added.length)
                .put(counts)
                .put(added)
                .put(from)
                .array();

        assertThat(read(longer).received()).containsEntry("make", 7L);
        assertThat(read(longer).records()).hasSize(1);
    }

    @Test
    void another_layout_is_refused_with_its_number() {
        commit[0] = 2;

        assertThatThrownBy(() -> read(commit)).hasMessage("it was written by another version: 2");
    }
}

package io.tapewire.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest implements FrameReader.Listener {
    private static final int TEXT = 1;
    private static final int CONTINUATION = 0;
    private static final int BINARY = 2;
    private static final int PING = 9;
    private static final int FINAL = 0x80;

    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final List<String> seen = new ArrayList<>();

    @Test
    void frames_of_all_lengths_are_read_however_they_are_cut() {
        List<String> expected = new ArrayList<>();
        for (int length : new int[] {0, 1, 125, 126, 127, 128, 255, 256, 65_535, 65_536, 70_000}) {
            String text = "abcdefgh".repeat(length / 8 + 1).substring(0, length);
            frame(FINAL | (length % 2 == 0 ? TEXT : BINARY), text);
            expected.add(text);
        }
        for (int piece : new int[] {1, 2, 3, 5, 7, 11, 127, 4096, 200_000}) {
            read(piece);
            assertThat(seen).as("read by %d bytes", piece).isEqualTo(expected);
        }
    }

    @Test
    void a_message_may_have_several_frames_and_a_ping_between_them() {
        frame(TEXT, "begins, ");
        frame(FINAL | PING, "are you there");
        frame(CONTINUATION, "goes on, ");
        frame(FINAL | CONTINUATION, "ends");
        frame(FINAL | PING, "");
        for (int piece = 1; piece < wire.size(); piece++) {
            read(piece);
            assertThat(seen)
                    .as("read by %d bytes", piece)
                    .containsExactly("9: are you there", "begins, goes on, ends", "9: ");
        }
    }

    private void frame(int first, String payload) {
        byte[] bytes = payload.getBytes(UTF_8);
        wire.write(first);
        if (bytes.length < 126) {
            wire.write(bytes.length);
        } else if (bytes.length < 65_536) {
            wire.write(126);
            wire.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) bytes.length).array());
        } else {
            wire.write(127);
            wire.writeBytes(ByteBuffer.allocate(8).putLong(bytes.length).array());
        }
        wire.writeBytes(bytes);
    }

    private void read(int piece) {
        seen.clear();
        FrameReader reader = new FrameReader(this);
        byte[] bytes = wire.toByteArray();
        for (int from = 0; from < bytes.length; from += piece) {
            reader.read(ByteBuffer.wrap(bytes, from, Math.min(piece, bytes.length - from)), 0);
        }
    }

    @Override
    public void payload(ByteBuffer in, int from, int to, long now) {
        for (int i = from; i < to; i++) {
            message.write(in.get(i));
        }
    }

    @Override
    public void endMessage() {
        seen.add(message.toString(UTF_8));
        message.reset();
    }

    @Override
    public void control(int opcode, ByteBuffer payload) {
        seen.add(opcode + ": " + UTF_8.decode(payload));
    }
}

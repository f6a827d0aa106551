package io.tapewire.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.protocol.RecordEncoder;
import io.tapewire.protocol.RecordType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output as the product frames it, cut into messages and reads in many ways. */
class OutputReaderTest {
    private static final int LINES = 5;
    private static final long WRITTEN = 1_000;
    private static final long READ = 2_000;

    private final Histogram micros = new Histogram(1_000_000, 3);

    @ParameterizedTest
    @ValueSource(ints = {16, 17, 23, 24, 25, 80, 300})
    void whole_lines_are_seen_wherever_they_are_cut(int length) {
        String json = json(length, 0, 1, 2, 3, 4);

        for (int cut = 1; cut < json.length(); cut++) {
            // into messages as the server does it, which splits no escape
            if (json.charAt(cut - 1) != '\\') {
                assertThat(faults(length, json.length() * 2, json.substring(0, cut), json.substring(cut)))
                        .as("messages cut at %d", cut)
                        .isEqualTo(Faults.NONE);
            }
            // and into reads, which split anything
            assertThat(faults(length, cut, json)).as("read by %d bytes", cut).isEqualTo(Faults.NONE);
        }
        assertThat(micros.getMaxValue()).isEqualTo(READ - WRITTEN);
        assertThat(micros.getTotalCount() % LINES).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 10_000})
    void what_is_wrong_is_seen_however_it_is_cut(int piece) {
        assertThat(faults(80, piece, json(80, 0, 1, 3, 4))).isEqualTo(new Faults(1, 0, 0, 0));
        assertThat(faults(80, piece, json(80, 0, 1, 2, 3))).isEqualTo(new Faults(1, 0, 0, 0));
        assertThat(faults(80, piece, json(80, 0, 1, 2, 2, 3, 4))).isEqualTo(new Faults(0, 1, 0, 0));
        assertThat(faults(80, piece, json(80, 0, 2, 1, 3, 4))).isEqualTo(new Faults(0, 0, 1, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 10_000})
    void a_line_with_a_byte_too_few_or_too_many_or_wrong_is_broken_and_lost(int piece) {
        String json = json(80, 0, 1, 2, 3, 4);
        int third = json.indexOf('@', 2 * 80);
        for (int at = third; at < third + 80; at++) {
            String before = json.substring(0, at);
            assertThat(faults(80, piece, before + json.substring(at + 1)).broken())
                    .as("without byte %d", at)
                    .isPositive();
            assertThat(faults(80, piece, before + "y" + json.substring(at)).broken())
                    .as("one more before byte %d", at)
                    .isPositive();
            Faults wrong = faults(80, piece, before + "y" + json.substring(at + 1));
            assertThat(wrong.lost()).as("another byte %d", at).isEqualTo(1);
            assertThat(wrong.broken()).as("another byte %d", at).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 10_000})
    void who_loses_the_middle_of_two_lines_finds_the_next(int piece) {
        String json = json(80, 0, 1, 2, 3, 4);

        Faults faults = faults(80, piece, json.substring(0, 120), json.substring(200));

        assertThat(faults.lost()).isEqualTo(2);
        assertThat(faults.broken()).isPositive();
    }

    /** Lines as they stand in JSON. */
    private static String json(int length, int... numbers) {
        ByteBuffer lines = ByteBuffer.allocate(length * numbers.length);
        IntStream.of(numbers).forEach(number -> Line.write(lines, WRITTEN, number, length));
        return new String(lines.array(), UTF_8).replace("\n", "\\n");
    }

    private Faults faults(int length, int piece, String... outputs) {
        LineChecker checker = new LineChecker(0, LINES);
        OutputReader reader = new OutputReader(new LineReader(length, checker, micros));
        for (byte[] message : messages(outputs)) {
            for (int from = 0; from < message.length; from += piece) {
                int to = Math.min(from + piece, message.length);
                // what lies behind a read is what an earlier one has left there
                byte[] buffer = Arrays.copyOf(Arrays.copyOfRange(message, from, to), to - from + 100);
                reader.read(ByteBuffer.wrap(buffer), 0, to - from, READ);
            }
            reader.endMessage();
        }
        return checker.faults();
    }

    private static List<byte[]> messages(String... outputs) {
        RecordEncoder encoder = new RecordEncoder("output", "0123456789abcdef");
        List<byte[]> messages = new ArrayList<>();
        messages.add("{\"type\":\"connected\",\"data\":{\"message\":\"\\\"output\\\":\\\"no\"}}".getBytes(UTF_8));
        for (String output : outputs) {
            byte[] payload = output.getBytes(UTF_8);
            messages.add(encoder.encode(RecordType.OUTPUT, 1, 2, 0, payload, 0, payload.length));
        }
        return messages;
    }
}

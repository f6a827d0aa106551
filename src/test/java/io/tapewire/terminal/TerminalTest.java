package io.tapewire.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TerminalTest {
    private static final int SEEDS = 2000;

    static List<Program> programs() {
        return Program.all();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void the_state_that_a_program_leaves_is_restored_by_as_little_as_this(Program program) {
        Terminal terminal = read(program.output());
        assertThat(terminal.restoring()).isEqualTo(program.restoring());
        assertThat(terminal.isFresh()).isEqualTo(program.restoring().isEmpty());
        assertThat(Facts.of(read(terminal.restoring()))).isEqualTo(Facts.of(terminal));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void output_cut_anywhere_into_two_and_into_three_leaves_the_same_state(Program program) {
        byte[] utf8 = program.utf8();
        String whole = Facts.of(read(program.output()));
        for (int first = 0; first <= utf8.length; first++) {
            for (int second = first; second <= utf8.length; second++) {
                Terminal terminal = new Terminal();
                terminal.read(utf8, 0, first);
                terminal.read(utf8, first, second);
                terminal.read(utf8, second, utf8.length);
                assertThat(Facts.of(terminal)).isEqualTo(whole);
            }
        }
    }

    @Test
    void random_output_cut_anywhere_leaves_the_same_state_and_is_restored_by_its_own_text() {
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomOutput random = new RandomOutput(seed, 80, 24);
            byte[] utf8 = (seed % 2 == 0 ? random.garbage(random.pick(80)) : random.anything(12)).getBytes(UTF_8);
            Terminal whole = new Terminal();
            whole.read(utf8, 0, utf8.length);
            Terminal pieces = new Terminal();
            int from = 0;
            while (from < utf8.length) {
                int to = from + 1 + random.pick(Math.min(8, utf8.length - from));
                pieces.read(utf8, from, to);
                // asking on the way must not change the later answers
                assertThat(pieces.restoring().isEmpty()).isEqualTo(pieces.isFresh());
                from = to;
            }
            assertThat(Facts.of(pieces)).as("seed %d", seed).isEqualTo(Facts.of(whole));
            assertThat(Facts.of(read(whole.restoring()))).as("seed %d", seed).isEqualTo(Facts.of(whole));
            assertThat(whole.isFresh()).isEqualTo(whole.restoring().isEmpty());
        }
    }

    @Test
    void between_any_two_bytes_it_is_between_two_sequences_where_the_model_says_so() {
        for (int seed = 0; seed < SEEDS; seed++) {
            byte[] utf8 = new RandomOutput(seed, 80, 24).garbage(40).getBytes(UTF_8);
            Terminal terminal = new Terminal();
            for (int end = 1; end <= utf8.length; end++) {
                terminal.read(utf8, end - 1, end);
                boolean singleShift = new String(utf8, 0, end, UTF_8).matches("(?s).*\u001b[\\x00-\\x1f\\x7f]*[NO]");
                assertThat(terminal.isBetweenSequences())
                        .as("seed %d to %d", seed, end)
                        .isEqualTo(SequenceModel.wholeEnd(utf8, 0, end) == end || singleShift);
            }
        }
    }

    @Test
    void restoring_text_is_composed_anew_only_after_a_change() {
        Terminal terminal = read("\u001b[31mred");
        String before = terminal.restoring();
        terminal.read("more\r\n");
        assertThat(terminal.restoring()).isSameAs(before);
        terminal.read("\u001b");
        assertThat(terminal.restoring()).isEqualTo(before + "\u001b");
        terminal.read("(0\u000f");
        assertThat(terminal.restoring()).isEqualTo("\u001b(0" + before);
        terminal.read("\u000e");
        assertThat(terminal.restoring()).isEqualTo("\u001b(0\u000e" + before);
    }

    @Test
    void a_reset_makes_it_fresh_whatever_was_read() {
        for (Program program : programs()) {
            Terminal terminal = read(program.output());
            terminal.reset();
            assertThat(terminal.isFresh()).isTrue();
            assertThat(Facts.of(terminal)).isEqualTo(Facts.of(new Terminal()));
        }
    }

    @Test
    void later_output_goes_on_with_a_sequence_that_is_too_long_to_be_kept_whole() {
        String digits = "0".repeat(2 * Sequences.MOST_BYTES);
        assertThat(read(read("\u001b[" + digits + "3").restoring() + "1m").restoring())
                .isEqualTo("\u001b[31m");
        String title = read("\u001b]0;" + digits).restoring();
        assertThat(read(title + "more\u0007").isFresh()).isTrue();
        String sixel = read("\u001bPq" + digits).restoring();
        assertThat(read(sixel + "more\u001b\\").isFresh()).isTrue();
    }

    @Test
    void a_link_that_is_too_long_ends_the_one_before() {
        String address = "http://x/" + "y".repeat(OscString.MOST_PAYLOAD);
        assertThat(read("\u001b]8;;http://before\u0007\u001b]8;;" + address + "\u0007")
                        .isFresh())
                .isTrue();
    }

    @Test
    void the_longest_palette_fits_into_what_is_looked_at() {
        Terminal terminal = new Terminal();
        for (int index = 0; index < 256; index++) {
            terminal.read("\u001b]4;" + index + ";#123456\u0007");
        }
        assertThat(Facts.of(read(terminal.restoring()))).isEqualTo(Facts.of(terminal));
    }

    @Test
    void hostile_output_leaves_a_state_of_bounded_size() {
        Terminal terminal = new Terminal();
        StringBuilder hostile = new StringBuilder();
        for (int i = 1; i < 1000; i++) {
            hostile.append("\u001b[" + i + "r\u001b[3g\u001b[?1049h\u001b[" + i + "G\u001bH\u001b]8;;")
                    .append("u".repeat(i));
            hostile.append("\u0007\u001b]4;" + i + ";#123456\u0007\u001b[")
                    .append("1;".repeat(i))
                    .append(":1".repeat(i))
                    .append('m');
        }
        for (int column = 1; column < 5000; column++) {
            hostile.append("\u001b[").append(column).append("G\u001bH");
        }
        hostile.append("\u001b]8;;").append("u".repeat(4000));
        terminal.read(hostile.toString());
        assertThat(terminal.restoring().length()).isLessThan(20_000);
        assertThat(Facts.of(read(terminal.restoring()))).isEqualTo(Facts.of(terminal));
    }

    private static Terminal read(String output) {
        Terminal terminal = new Terminal();
        terminal.read(output);
        return terminal;
    }
}

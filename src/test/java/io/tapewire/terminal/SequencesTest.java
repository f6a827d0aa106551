package io.tapewire.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequencesTest {
    private static final int SEEDS = 500;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "",
                "\u001b[31m",
                "\u001b7",
                "\u001b(0",
                "\u001b]0;title\u0007",
                "\u001b]0;title\u001b\\",
                "\u001bP1$r0m\u001b\\",
                "\u001b_a\u001b\\",
                "\u001b^a\u001b\\",
                "\u001bXa\u001b\\",
                "\u001bNx",
                "\u001bOä",
                "\u001b[3\u0018",
                "\u001b[3\u001a",
                "\u001b]0;a\u0018",
                "\u001b[ä",
                "\u001b[31\nm",
                "say \u009d hi",
                "\u001b\u001b7"
            })
    void output_that_ends_between_two_sequences_is_whole(String output) {
        assertThat(wholeEnd("before" + output)).isEqualTo("before" + output);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b", "\u001b[", "\u001b[31", "\u001b[31\n", "\u001b[?1;2$", "\u001b(", "\u001b]0;title",
                        "\u001b]0;title\u001b",
                "\u001bP1$r0m", "\u001bP1$r0m\u001b", "\u001b_a\u0007", "\u001b_a\u001b", "\u001b^a", "\u001bXa\u001b",
                        "\u001bN", "\u001bO",
                "\u001b\n", "\u001b[31\u001b", "\u001b]0;a\u001b]0;b\u001b", "\u001b[<<ä", "\u001bPqä", "\u001bN\u001b"
            })
    void an_unfinished_sequence_is_left_out(String unfinished) {
        assertThat(wholeEnd("before" + unfinished)).isEqualTo("before");
        assertThat(wholeEnd("\u001b[31m" + unfinished)).isEqualTo("\u001b[31m");
        assertThat(wholeEnd(unfinished)).isEmpty();
    }

    @Test
    void a_sequence_that_is_too_long_counts_as_ordinary_bytes() {
        String longest = "\u001b]0;" + "a".repeat(Sequences.MOST_BYTES - 4);
        assertThat(wholeEnd("before" + longest)).isEqualTo("before");
        assertThat(wholeEnd("before" + longest + "a")).isEqualTo("before" + longest + "a");
        assertThat(wholeEnd(longest + "a\u001b"))
                .as("its end is a sequence of its own")
                .isEqualTo(longest + "a");
    }

    @Test
    void what_is_before_the_beginning_is_not_looked_at() {
        byte[] utf8 = "\u001b[31m".getBytes(UTF_8);
        assertThat(Sequences.wholeEnd(utf8, 1, utf8.length)).isEqualTo(utf8.length);
        assertThat(Sequences.wholeEnd(utf8, 0, 3)).isZero();
        assertThat(Sequences.wholeEnd(utf8, 2, 2)).isEqualTo(2);
    }

    @Test
    void it_is_as_the_model_says_wherever_random_output_is_cut() {
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomOutput random = new RandomOutput(seed, 80, 24);
            byte[] utf8 = (seed % 2 == 0 ? random.garbage(random.pick(60)) : random.anything(5)).getBytes(UTF_8);
            int from = 0;
            for (int to = 0; to <= utf8.length; to++) {
                assertThat(Sequences.wholeEnd(utf8, 0, to))
                        .as("seed %d to %d", seed, to)
                        .isEqualTo(SequenceModel.wholeEnd(utf8, 0, to));
                from = Sequences.wholeEnd(utf8, from, to);
                assertThat(from).as("seed %d to %d", seed, to).isEqualTo(Sequences.wholeEnd(utf8, 0, to));
            }
        }
    }

    private static String wholeEnd(String output) {
        byte[] utf8 = output.getBytes(UTF_8);
        return new String(utf8, 0, Sequences.wholeEnd(utf8, 0, utf8.length), UTF_8);
    }
}

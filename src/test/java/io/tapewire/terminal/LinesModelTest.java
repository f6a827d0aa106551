package io.tapewire.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Random output as lines, as real terminals of xterm.js show it. More seeds: {@code -Dterminal.seeds=10000}. */
class LinesModelTest {
    private static final long SEEDS = Long.getLong("terminal.seeds", 150);
    private static final int COLS = 500;
    private static final int ROWS = 8;
    private static final int MOST_BYTES = 10_000;
    private static final String[] TEXTS = {
        "hello",
        "x",
        " ",
        "compiling module 42",
        "äöü",
        "漢字",
        "e\u0301",
        "🎉",
        "⚠️",
        "👨‍👩‍👧",
        "🇩🇪",
        "━━╺",
        "\u0085",
        "\u007f"
    };
    private static final String MOVES = "CDGABEFPX@`adeIZ";

    private static XtermLines xterm;

    @BeforeAll
    static void start() {
        xterm = new XtermLines();
    }

    @AfterAll
    static void stop() {
        xterm.close();
    }

    @Test
    void lines_are_those_of_a_terminal_wherever_the_output_is_cut() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            String output = output(random);
            List<String> right = xterm.lines(COLS, ROWS, output);
            assertThat(lines(output, random, Integer.MAX_VALUE))
                    .as("seed %d: %s", seed, output.replace("\u001b", "\\e").replace("\n", "\\n"))
                    .isEqualTo(right);
            assertThat(lines(output, random, 7)).as("seed %d, cut", seed).isEqualTo(right);
        }
    }

    private static List<String> lines(String output, Random random, int mostBytes) {
        List<String> texts = new ArrayList<>();
        Lines lines = new Lines(ROWS, MOST_BYTES, line -> texts.add(line.text()));
        byte[] utf8 = output.getBytes(UTF_8);
        lines.begin(1, 1);
        for (int from = 0; from < utf8.length; ) {
            int to = (int) Math.min(utf8.length, (long) from + 1 + random.nextInt(mostBytes));
            // a character stays whole, as in a log
            to = to < utf8.length ? Math.max(Utf8.begin(utf8, from, to), from) : to;
            to = to == from ? from + Utf8.bytes(utf8[from]) : to;
            lines.read(utf8, from, to);
            from = to;
        }
        lines.finish();
        while (!texts.isEmpty() && texts.get(texts.size() - 1).isEmpty()) {
            texts.remove(texts.size() - 1);
        }
        return texts;
    }

    private static String output(Random random) {
        StringBuilder output = new StringBuilder();
        for (int i = 5 + random.nextInt(60); i > 0; i--) {
            output.append(piece(random));
        }
        return output.toString();
    }

    private static String piece(Random random) {
        int number = random.nextInt(6);
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> TEXTS[random.nextInt(TEXTS.length)];
            case 5, 6, 7 -> random.nextBoolean() ? "\n" : "\r\n";
            case 8 -> "\r";
            case 9 -> "\b".repeat(number);
            case 10 -> "\t";
            case 11 -> "\u001b[3" + number + "m";
            case 12, 13, 14 -> "\u001b[" + number + MOVES.charAt(random.nextInt(MOVES.length()));
            case 15 -> "\u001b[" + random.nextInt(3) + "K";
            case 16 -> "\u001b[" + random.nextInt(2) + "J";
            case 17 -> "\u001b[" + (1 + number) + ";" + (1 + random.nextInt(20)) + "H";
            case 18 -> "\u001b[?1049hhidden\n\u001b[3;3Hhidden\u001b[?1049l";
            default -> "\u001b7" + TEXTS[0] + "\u001b8";
        };
    }
}

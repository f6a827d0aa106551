package io.tapewire.mask;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However a stream is cut, it is masked as if it had been searched as a whole. */
class RedactorFuzzTest {
    private static final int ROUNDS = 3_000;
    private static final String[] CONTROLS = {"\u001b[m", "\u001b[1;31m", "\u001b(B", "\u001b[2K", "\u001b[1m\u001b[3m"
    };

    @Test
    void streams_of_few_letters_are_masked_as_by_the_reference() {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(round);
            List<String> patterns = patterns(random, "abm", 3, 9);
            check(round, random, patterns, stream(random, "abm", List.of(), 60));
        }
    }

    @Test
    void streams_with_secrets_among_other_text_are_masked_as_by_the_reference() {
        String letters = "abcdefghijklmnopqrstuvwxyz 0123456789\n;[";
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(round);
            List<String> patterns = patterns(random, letters, 8, 40);
            check(round, random, patterns, stream(random, letters, patterns, 400));
        }
    }

    @Test
    void what_is_masked_may_change_while_a_stream_goes_on() {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(round);
            List<String> patterns = patterns(random, "abc", 3, 9);
            Reference stream = stream(random, "abc", List.of(), 60);
            List<String> more = new ArrayList<>(patterns);
            more.add("cccccccccccccccc");
            List<Automaton> first = List.of(automaton(patterns));
            List<Automaton> second = List.of(automaton(more));
            List<Automaton> third = List.of(automaton(patterns), automaton(List.of("aaaaaaaaaaaaaaaa")));
            List<List<Automaton>> all = List.of(first, second, third);

            StringBuilder out = new StringBuilder();
            Redactor redactor = new Redactor(Integer.MAX_VALUE);
            for (byte[] piece : cut(random, stream.bytes())) {
                out.append(text(redactor.take(piece, all.get(random.nextInt(3)))));
            }
            out.append(text(redactor.release()));
            assertThat(out).as("round %d, %s", round, patterns).hasToString(stream.masked(List.copyOf(patterns)));
        }
    }

    private static void check(int round, Random random, List<String> patterns, Reference stream) {
        int half = random.nextInt(patterns.size() + 1);
        List<Automaton> automata = new ArrayList<>();
        for (List<String> part : List.of(patterns.subList(0, half), patterns.subList(half, patterns.size()))) {
            if (!part.isEmpty()) {
                automata.add(automaton(part));
            }
        }
        StringBuilder out = new StringBuilder();
        Redactor redactor = new Redactor(Integer.MAX_VALUE);
        for (byte[] piece : cut(random, stream.bytes())) {
            out.append(text(redactor.take(piece, automata)));
        }
        out.append(text(redactor.release()));
        assertThat(out).as("round %d, %s", round, patterns).hasToString(stream.masked(patterns));
    }

    private static Automaton automaton(List<String> patterns) {
        return Automaton.of(
                patterns.stream().map(each -> each.getBytes(ISO_8859_1)).toList());
    }

    private static List<String> patterns(Random random, String letters, int least, int most) {
        List<String> patterns = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            patterns.add(word(random, letters, least + random.nextInt(most - least)));
        }
        return patterns;
    }

    /** Text with sequences between its letters, and with secrets in it and in strings. */
    private static Reference stream(Random random, String letters, List<String> secrets, int length) {
        Reference stream = new Reference();
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(12)) {
                case 0, 1 -> stream.add('C', CONTROLS[random.nextInt(CONTROLS.length)]);
                case 2 ->
                    stream.add('C', "\u001b]")
                            .add('S', "0;" + secretOr(random, letters, secrets))
                            .add('C', random.nextBoolean() ? "\u0007" : "\u001b\\");
                case 3, 4 -> {
                    String word = secretOr(random, letters, secrets);
                    for (int at = 0; at < word.length(); at++) {
                        stream.add('T', word.substring(at, at + 1));
                        if (random.nextInt(8) == 0) {
                            stream.add('C', CONTROLS[random.nextInt(CONTROLS.length)]);
                        }
                    }
                }
                default -> stream.add('T', word(random, letters, 1 + random.nextInt(3)));
            }
        }
        return stream;
    }

    /** A secret, or a part of it, or a few letters. */
    private static String secretOr(Random random, String letters, List<String> secrets) {
        if (secrets.isEmpty()) {
            return word(random, letters, 1 + random.nextInt(12));
        }
        String secret = secrets.get(random.nextInt(secrets.size()));
        return random.nextInt(3) == 0 ? secret.substring(0, random.nextInt(secret.length())) : secret;
    }

    private static String word(Random random, String letters, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }

    private static List<byte[]> cut(Random random, byte[] all) {
        int most = 1 + random.nextInt(random.nextBoolean() ? 4 : 200);
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < all.length; ) {
            int to = Math.min(all.length, from + 1 + random.nextInt(most));
            pieces.add(Arrays.copyOfRange(all, from, to));
            from = to;
        }
        return pieces;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}

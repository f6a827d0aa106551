package io.tapewire.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StretchesTest {
    @Test
    void text_and_sequences_are_told_apart() {
        assertThat(kinds("a\u001b[31mb\u001b(0c\r\n")).containsExactly("T a", "C ^[31m", "T b", "C ^(0", "T c\r\n");
    }

    @Test
    void sequences_in_a_row_are_one_stretch() {
        assertThat(kinds("\u001b[1m\u001b[31mred")).containsExactly("C ^[1m^[31m", "T red");
    }

    @Test
    void the_string_of_a_sequence_is_a_stretch_of_its_own() {
        assertThat(kinds("\u001b]0;title\u0007a")).containsExactly("C ^]", "S 0;title", "C \u0007", "T a");
        assertThat(kinds("\u001b]8;;http://é\u001b\\a")).containsExactly("C ^]", "S 8;;http://é", "C ^\\", "T a");
        assertThat(kinds("\u001bP1$qm\u001b\\a")).containsExactly("C ^P1$q", "S m", "C ^\\", "T a");
        assertThat(kinds("\u001b_apc\u001b\\a")).containsExactly("C ^_", "S apc", "C ^\\", "T a");
    }

    @Test
    void a_sequence_that_is_cancelled_ends_there() {
        assertThat(kinds("\u001b[3\u0018b")).containsExactly("C ^[3\u0018", "T b");
        assertThat(kinds("\u001b]0;t\u0018b")).containsExactly("C ^]", "S 0;t", "C \u0018", "T b");
    }

    @Test
    void pieces_may_end_anywhere() {
        String all = "ab\u001b[31mcd\u001b]0;title\u001b\\ef\u001b";
        Stretches whole = new Stretches();
        Stretches cut = new Stretches();
        byte[] bytes = all.getBytes(UTF_8);
        StringBuilder one = new StringBuilder();
        StringBuilder many = new StringBuilder();
        for (int at = 0; at < bytes.length; ) {
            int end = whole.next(bytes, at, bytes.length);
            one.append(whole.kind().name().repeat(end - at));
            at = end;
        }
        for (int at = 0; at < bytes.length; at++) {
            assertThat(cut.next(bytes, at, at + 1)).isEqualTo(at + 1);
            many.append(cut.kind().name());
        }
        assertThat(many).hasToString(one.toString());
        assertThat(cut.isBetweenSequences()).isFalse();
    }

    @Test
    void a_copy_continues_from_the_same_place() {
        Stretches first = new Stretches();
        byte[] begin = "\u001b[3".getBytes(UTF_8);
        first.next(begin, 0, begin.length);
        Stretches copy = first.copy();
        byte[] rest = "1mred".getBytes(UTF_8);
        assertThat(copy.next(rest, 0, rest.length)).isEqualTo(2);
        assertThat(first.isBetweenSequences()).isFalse();
        assertThat(copy.isBetweenSequences()).isTrue();
    }

    private static List<String> kinds(String output) {
        byte[] bytes = output.getBytes(UTF_8);
        Stretches stretches = new Stretches();
        List<String> kinds = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int end = stretches.next(bytes, at, bytes.length);
            String text = new String(bytes, at, end - at, UTF_8).replace('\u001b', '^');
            kinds.add(stretches.kind().name().charAt(0) + " " + text);
            at = end;
        }
        return kinds;
    }
}

package io.tapewire.cli.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueriesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0005",
                "\u001bZ",
                "\u001b[c",
                "\u001b[>0c",
                "\u001b[5n",
                "\u001b[6n",
                "\u001b[?6n",
                "\u001b[?2026$p",
                "\u001b[x",
                "\u001b[>q",
                "\u001b[?u",
                "\u001b[14t",
                "\u001b[21t",
                "\u001b]11;?\u0007",
                "\u001b]4;1;?\u001b\\",
                "\u001b]52;c;?\u001b\\",
                "\u001bP+q544e\u001b\\",
                "\u001bP$qm\u001b\\"
            })
    void what_a_terminal_would_answer_is_taken_out(String query) {
        assertThat(Queries.removedFrom("before" + query + "after")).isEqualTo("beforeafter");
    }

    @Test
    void everything_else_stays() {
        String output =
                "is it?\r\n\u001b[1;31mred\u001b[m\u001b[2J\u001b[?1049h\u001b[?25l\u001b[3;4H\u001b[!p\u001b7\u001b8"
                        + "\u001b]0;what?\u0007\u001b]8;;https://example.org/?q=1\u001b\\link\u001b]8;;\u001b\\\u001b[22;0;0t\u001b[u\u001b[2 q";
        assertThat(Queries.removedFrom(output)).isEqualTo(output);
    }
}

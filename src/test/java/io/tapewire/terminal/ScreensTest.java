package io.tapewire.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Margins and tab stops, of which the terminal's size says what they mean. */
class ScreensTest {
    @ParameterizedTest
    @CsvSource({
        "5;10r, 5;10r",
        "5r, 5r",
        ";10r, 1;10r",
        "r, ''",
        "0;0r, ''",
        "1r, ''",
        // not for any terminal
        "10;5r, ''",
        "5;5r, ''",
    })
    void margins_are_restored_as_they_were_set(String margins, String restored) {
        assertThat(restoring("\u001b[" + margins))
                .isEqualTo(restored.isEmpty() ? "" : "\u001b7\u001b[" + restored + "\u001b8");
    }

    @Test
    void margins_that_a_low_terminal_ignores_leave_it_those_before() {
        assertThat(restoring("\u001b[5;10r\u001b[30;40r")).isEqualTo("\u001b7\u001b[5;10r\u001b[30;40r\u001b8");
        assertThat(restoring("\u001b[30;40r\u001b[5;10r")).isEqualTo("\u001b7\u001b[5;10r\u001b8");
        assertThat(restoring("\u001b[5;10r\u001b[30;40r\u001b[r")).isEmpty();
    }

    @Test
    void each_screen_has_margins_and_tab_stops_of_its_own_and_leaving_the_alternate_one_resets_its_own() {
        assertThat(restoring("\u001b[5;10r\u001b[?1049h\u001b[2;3r\u001b[3g"))
                .isEqualTo("\u001b7\u001b[5;10r\u001b8\u001b[?1049h\u001b[3g\u001b[2;3r");
        assertThat(restoring("\u001b[?1049h\u001b[2;3r\u001b[3g\u001b[?1049l")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // columns from 1
        "'[5G{H', '[5G{H'",
        "'[5G[3D{H', '[2G{H'",
        "'[1;7H{H', '[7G{H'",
        "'[8G{H', '[8G{H'",
        // a stop that is there
        "'[9G{H', ''",
        "'[9G[g', '[9G[g'",
        "'[9G[g{H', ''",
        "'[17G[g[9G{H', '[17G[g'",
        // the first column stops the cursor anyway
        "'[1G{H', ''",
        "'[9G[31mabc[m{H', '[12G{H'",
        "'[3G[I[I[2C{H', '[19G{H'",
        "'[20G[Z[C{H', '[18G{H'",
        "'[20G[2G[3g[4G{H', '[3g[4G{H'",
    })
    void tab_stops_are_where_the_output_says_whatever_the_width(String output, String restored) {
        String expected = escaped(restored);
        assertThat(restoring(escaped(output))).isEqualTo(expected.isEmpty() ? "" : "\u001b7" + expected + "\u001b8");
    }

    private static String escaped(String text) {
        return text.replace("{", "\u001b").replace("[", "\u001b[");
    }

    @ParameterizedTest
    @CsvSource({
        "'[I', 9",
        "'[63I', 505",
        "'[16I', 129",
        "'[100G[2I', 113",
        "'[512G[63Z', 9",
        "'[512G[99Z', 1",
        "'[65G[Z', 57",
        "'[66G[Z', 65",
        "'[129G[8Z', 65",
        "'[60G{H[1G[8I', 60",
        "'[60G{H[70G[2Z', 60",
    })
    void tabs_go_over_as_many_stops_as_they_say(String output, int column) {
        Terminal terminal = new Terminal();
        terminal.read(escaped(output));
        // the next column has no stop yet
        terminal.read("\u001b[C\u001b[3g\u001bH");
        assertThat(terminal.restoring()).endsWith("\u001b[" + (column + 1) + "G\u001bH\u001b8");
    }

    @Test
    void tabs_beyond_the_last_stop_lead_to_a_column_that_is_not_known() {
        assertThat(restoring("\u001b[64I\u001bH")).isEmpty();
        assertThat(restoring("\u001b[2147483647I\u001bH")).isEmpty();
    }

    @Test
    void where_the_column_depends_on_the_terminal_no_stop_is_set() {
        assertThat(restoring("\r漢\u001bH")).isEmpty();
        assertThat(restoring("\u001b[5G\u001b8\u001bH")).isEmpty();
        assertThat(restoring("\u001b[5G\n\u001bH")).as("in newline mode or not").isEmpty();
        assertThat(restoring("\u001b[600G\u001bH")).isEmpty();
    }

    @Test
    void a_line_feed_keeps_the_column_only_without_newline_mode() {
        assertThat(restoring("\u001b[20l\u001b[5G\n\u001bH")).startsWith("\u001b7\u001b[5G\u001bH");
        assertThat(restoring("\u001b[20h\u001b[5G\nab\u001bH")).startsWith("\u001b7\u001b[3G\u001bH");
    }

    private static String restoring(String output) {
        Terminal terminal = new Terminal();
        terminal.read(output);
        return terminal.restoring();
    }
}

package io.tapewire.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColoursTest {
    @ParameterizedTest
    @CsvSource({
        "38;5;208, 38;5;208",
        "38:5:208, 38;5;208",
        "38;5:208, 38;5;208",
        "38;5;300, 38;5;44",
        "38;2;1;2;3, 38;2;1;2;3",
        "38:2::1:2:3, 38;2;1;2;3",
        "38:2:9:1:2:3, 38;2;1;2;3",
        // xterm.js takes the first one for the colour space
        "38;2:1:2:3, 38;2;2;3;0",
        "38:2:1:2:3, 38;2;2;3;0",
        "38;2;1;2;3;1, 1;38;2;1;2;3",
        "48;5;7;1, 1;48;5;7",
        "97;107, 97;107",
        "31;38;5, 38;5;0",
        "31;38, 31",
        "31:5, 31",
        "4:3, 4:3",
        "4:, 4",
        "4:9, 4",
        "21, 21",
        "4;58;5;3, 4;58;5;3",
        "59, 58;2;255;255;255",
        "1;2;22;2, 2",
        "31;0;1, 1",
        "999, ''",
    })
    void all_forms_of_colours_and_underlines_are_understood(String sgr, String restored) {
        assertThat(restoring("\u001b[" + sgr + "m")).isEqualTo(restored.isEmpty() ? "" : "\u001b[" + restored + "m");
    }

    @ParameterizedTest
    @CsvSource({
        "rgb:1/2/3, #112233",
        "rgb:12/34/56, #123456",
        "rgb:123/456/789, #124578",
        "rgb:ffff/8000/0000, #ff8000",
        "RGB:AB/CD/EF, #abcdef",
        "#123, #102030",
        "#123456, #123456",
        "#123456789, #124578",
        "#123456789abc, #12569a",
    })
    void all_forms_of_colour_specifications_are_understood(String spec, String colour) {
        assertThat(restoring("\u001b]11;" + spec + "\u0007")).isEqualTo("\u001b]11;" + colour + "\u0007");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?",
                "red",
                "rgb:1/22/3",
                "rgb:1/2",
                "#12",
                "#12345",
                "#xyz",
                "rgb:12345/12345/12345",
                "rgb:1:2/3",
                "rgb:/1/",
                "rgb://",
                "#",
                "#1234567890abcdef"
            })
    void other_specifications_change_nothing(String spec) {
        assertThat(restoring("\u001b]11;" + spec + "\u0007\u001b]4;1;" + spec + "\u0007"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "4;1;#fff;002;#000, 4;1;#f0f0f0;2;#000000",
        "4;1;#fff;256;#000;x;#000;;#000;4294967297;#000;3, 4;1;#f0f0f0",
        "4;;#fff;1;red;2;#000, 4;2;#000000",
    })
    void several_indexed_colours_are_set_by_one_command(String command, String restored) {
        assertThat(restoring("\u001b]" + command + "\u0007")).isEqualTo("\u001b]" + restored + "\u0007");
    }

    @ParameterizedTest
    @CsvSource({"104, ''", "104;, ''", "104;1;x;300, 4;2;#000000", "104;1;1;2;1, ''", "104;x, 4;1;#f0f0f0;2;#000000"})
    void indexed_colours_are_restored_one_by_one_or_all(String command, String restored) {
        assertThat(restoring("\u001b]4;1;#fff;2;#000\u0007\u001b]" + command + "\u0007"))
                .isEqualTo(restored.isEmpty() ? "" : "\u001b]" + restored + "\u0007");
    }

    @Test
    void default_colours_that_were_restored_leave_it_fresh() {
        assertThat(restoring("\u001b]10;#123;#456;#789\u0007\u001b]110\u0007\u001b]112\u0007"))
                .isEqualTo("\u001b]11;#405060\u0007");
        assertThat(restoring("\u001b]12;#123\u0007\u001b]112\u0007")).isEmpty();
    }

    private static String restoring(String output) {
        Terminal terminal = new Terminal();
        terminal.read(output);
        return terminal.restoring();
    }
}

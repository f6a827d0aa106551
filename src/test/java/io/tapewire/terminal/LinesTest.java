package io.tapewire.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as a person reads them. */
class LinesTest {
    private static final int ROWS = 10;
    private static final int MOST_BYTES = 1000;

    private final List<String> texts = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private final Lines lines = new Lines(ROWS, MOST_BYTES, line -> {
        texts.add(line.text() + (line.goesOn() ? "…" : ""));
        places.add(line.place().offset() + "." + line.place().line());
    });
    private long records;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "plain|one\\ntwo\\n|one/two",
                "carriage returns before line feeds|one\\r\\ntwo\\r\\n|one/two",
                "no last line feed|one\\ntwo|one/two",
                "empty lines|\\n\\nx\\n\\n|//x/",
                "colours|\\e[1;31mred\\e[0m and \\e]8;;http://x\\e\\\\link\\e]8;;\\e\\\\\\n|red and link",
                "a word with a colour inside|fo\\e[31mob\\e[39mar\\n|foobar",
                "a percentage|10 %\\r20 %\\r100 %\\n|100 %",
                "a shorter text over a longer one|downloading\\rdone\\n|doneloading",
                "a shorter text over a longer one that was erased|downloading\\r\\e[Kdone\\n|done",
                "backspaces|abc\\b\\bX\\n|aXc",
                "a spinner|-\\b+\\b-\\bdone\\n|done",
                "moves to the right and left|a\\e[3Cb\\e[2Dc\\n|a  cb",
                "an absolute column|hello\\e[2Ga\\n|hallo",
                "deleted characters|abcdef\\e[2G\\e[3P\\n|aef",
                "erased characters|abcdef\\e[2G\\e[3X\\n|a   ef",
                "inserted blanks|abc\\e[2G\\e[2@\\n|a  bc",
                "insert mode|abc\\e[2G\\e[4hXY\\e[4l\\n|aXYbc",
                "tabs|a\\tb\\n|a       b",
                "a tab over text|abcdefghij\\r\\tX\\n|abcdefghXj",
                "a display of two lines|a 1\\nb 1\\n\\e[2Aa 2\\nb 2\\nend\\n|a 2/b 2/end",
                "a display whose rest is erased|a\\nb\\nc\\n\\e[3A\\e[Jend\\n|end",
                "the alternate screen|before\\n\\e[?1049hinside\\n\\n\\n\\e[?1049lafter\\n|before/after",
                "a cleared screen|before\\n\\e[2J\\e[Hafter\\n|before/after",
                "a reset terminal|before\\n\\ecafter\\n|before/after",
                "line drawing|\\e(0lqk\\e(B x\\n|┌─┐ x",
                "wide characters|漢字\\rab\\n|ab字",
                "half of a wide character|漢字\\rx\\n|x 字",
                "combining marks|e\u0301a\\rb\\n|ba",
                "a family of emoji|👨‍👩‍👧!\\e[3GX\\n|👨‍👩‍👧X",
                "a sign that is shown as an emoji|⚠️ x\\rab\\n|ab x",
                "flags|🇩🇪🇫🇷\\e[3Gab\\n|🇩🇪ab",
                "a bar of blocks|━━╺━━ 40 %\\r━━━━━ 100 %\\n|━━━━━ 100 %",
                "control characters of 8 bits|a\u0085b\u007fc\\n|a\ufffdbc",
                "a repeated character|-\\e[4b>\\n|----->",
                "an unfinished sequence|a\\e[3|a",
                "a scroll region with a last row that stays|\\e[1;9r\\e[10;1Hbar\\e[1;1Ha\\nb\\nc\\n|a/b/c///////bar",
                "form feeds and vertical tabs|a\\fb\\u000bc\\n|a/b/c",
                "inserted and deleted lines|a\\nb\\nc\\n\\e[2A\\e[LX\\r\\e[B\\e[M\\n|a/X/c",
            })
    void a_line_is_what_stood_last(String what, String output, String right) {
        print(unescape(output));
        assertThat(read()).isEqualTo(right);
    }

    @Test
    void a_line_is_named_by_its_record_and_the_line_feeds_in_it() {
        print("one\ntwo\nthr");
        print("ee\nfour\n");
        print("five\n\nseven\n");
        assertThat(read()).isEqualTo("one/two/three/four/five//seven");
        assertThat(places).containsExactly("1.0", "1.1", "1.2", "2.0", "3.0", "3.1", "3.2");
    }

    @Test
    void a_line_feed_that_begins_no_line_counts_too() {
        print("a\nb\n");
        print("\u001b[2Aaa\nbb\ncc\n");
        assertThat(read()).isEqualTo("aa/bb/cc");
        assertThat(places).containsExactly("1.0", "1.1", "2.2");
    }

    @Test
    void line_feeds_on_the_alternate_screen_count_too() {
        print("\u001b[?1049h\n\n\u001b[?1049lafter");
        read();
        assertThat(places).containsExactly("1.2");
    }

    @Test
    void a_line_that_is_erased_and_printed_anew_begins_anew() {
        print("a\nb\nc\n");
        print("\u001b[3A\u001b[Jdone\n");
        read();
        assertThat(places).containsExactly("2.0");
    }

    @Test
    void lines_are_settled_when_they_leave_the_screen() {
        IntStream.rangeClosed(1, 15).forEach(i -> print(i + "\n"));
        assertThat(texts).containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(lines.hasOpenBefore(7)).isFalse();
        assertThat(lines.hasOpenBefore(8)).isTrue();
    }

    @Test
    void a_program_cannot_change_lines_above_the_screen() {
        IntStream.rangeClosed(1, 12).forEach(i -> print(i + "\n"));
        print("\u001b[99AX\n");
        assertThat(read()).isEqualTo("1/2/3/X/5/6/7/8/9/10/11/12");
    }

    @Test
    void a_line_that_is_too_long_comes_in_pieces() {
        print("ä".repeat(MOST_BYTES) + "\nnext\n");
        assertThat(read()).isEqualTo("ä".repeat(500) + "…/" + "ä".repeat(500) + "/next");
        assertThat(places).containsExactly("1.0", "1.0", "1.1");
    }

    @Test
    void a_line_that_is_overwritten_for_ever_stays_one_line() {
        for (int i = 0; i < 10_000; i++) {
            print("\r" + "🇩🇪é⚠️".repeat(20) + i);
        }
        assertThat(read()).isEqualTo("🇩🇪é⚠️".repeat(20) + 9999);
    }

    @Test
    void a_declared_size_leaves_line_feeds_alone_and_bounds_the_moves() {
        lines.resize(20, 5);
        print("a\nb\r\n\u001b[999Cx\n");
        assertThat(read()).isEqualTo("a/ b/" + " ".repeat(19) + "x");
    }

    @Test
    void whoever_joins_in_the_middle_names_only_lines_that_begin_there() {
        lines.join("\u001b[31m", true);
        records = 40;
        print("rest of a line\nwhole\n");
        print("\u001b[2A\u001b[Khidden\n\n");
        read();
        assertThat(places.get(ROWS - 2)).isEqualTo("0.0");
        assertThat(places).endsWith("0.0", "41.0");
        assertThat(texts).endsWith("hidden", "whole");
    }

    @Test
    void the_end_of_a_program_that_was_killed_on_the_alternate_screen_leads_back() {
        print("before\n\u001b[?1049hinside");
        lines.reset();
        print("after\n");
        assertThat(read()).isEqualTo("before/after");
    }

    private void print(String output) {
        records++;
        lines.begin(records, records * 1000);
        byte[] utf8 = output.getBytes(UTF_8);
        lines.read(utf8, 0, utf8.length);
    }

    private String read() {
        lines.finish();
        return String.join("/", texts);
    }

    private static String unescape(String text) {
        return text.replace("\\\\", "\u0000")
                .replace("\\e", "\u001b")
                .replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\b", "\b")
                .replace("\\f", "\f")
                .replace("\\c", "\u001bc")
                .replace("\\u000b", "\u000b")
                .replace("\u0000", "\\");
    }
}

package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page shows of programs that leave their terminal in any state, end in any way, or have a terminal of their own. */
class ScreenIT extends BrowserTest {
    /** More than a channel keeps. */
    private static final int TOO_MANY_LINES = 200_000;

    @Test
    void the_alternate_screen_does_not_outlive_its_program() {
        openChannel(channel);
        producer.print(channel, "before\r\n");

        producer.print(channel, "\u001b[?1049hfull screen");
        producer.print(channel, "after\n");

        page.awaitText("before\nafter");
        page.awaitEmulator("terminal.buffer.active.type", "normal");
    }

    @Test
    void colours_do_not_outlive_their_program() {
        openChannel(channel);
        producer.print(channel, "usual\n");

        producer.print(channel, "\u001b[41;37mcoloured\n");
        producer.print(channel, "plain\n");

        assertThat(page.colourOf("plain")).isEqualTo(page.colourOf("usual"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b(0", "\u001b)0\u000e", "\u001b[4h", "\u001bP1$r", "\u001b]0;a title", "\u001b[3"})
    void what_a_program_leaves_behind_does_not_change_the_next_ones_text(String left) {
        channel += "/" + Integer.toHexString(left.hashCode());
        openChannel(channel);

        producer.print(channel, left);
        producer.print(channel, "hello lqk\rH\n");

        page.awaitTextEnding("Hello lqk");
    }

    @Test
    void a_program_that_is_cut_off_is_shown_so() {
        openChannel(channel);

        try (Program program = producer.start(channel)) {
            program.print("half a li");
            page.awaitText("half a li");
        }

        page.awaitTextEnding("half a li\n── interrupted ──");
    }

    @Test
    void a_declared_run_has_a_line_at_its_beginning_and_at_its_end() {
        openChannel(channel);

        producer.print(channel, "?title=make%20all", BodyPublishers.ofString("compiling\n"));

        page.until("the end is shown", () -> page.text().contains("── make all: finished"));
        assertThat(page.text()).matches("── make all · [-0-9: ]+ ──\ncompiling\n── make all: finished in [0-9.]+ s ──");
    }

    @Test
    void the_lines_of_a_run_are_the_same_for_who_comes_late() {
        openChannel(channel);
        producer.print(channel, "?title=make%20all", BodyPublishers.ofString("compiling\n"));
        page.until("the end is shown", () -> page.text().contains("── make all: finished"));
        String early = page.text();

        openChannel(channel);

        page.awaitText(early);
    }

    @Test
    void a_program_with_a_terminal_of_its_own_is_shown_in_its_size() {
        openChannel(channel);
        Object own = page.ask("terminal.cols");

        producer.say(channel, "application/json", """
                {"type":"run_started","data":{"run":"r1","title":"top","cols":80,"rows":20}}""");
        producer.print(channel, "?run=r1", BodyPublishers.ofString("a\u001b[5;10Hhere\ndown"));

        page.awaitEmulator("terminal.cols + 'x' + terminal.rows", "80x20");
        page.awaitTextEnding("         here\n             down");
        producer.say(channel, "application/json", """
                {"type":"run_ended","data":{"run":"r1","outcome":"finished","exit":2}}""");
        page.awaitEmulator("terminal.cols", own);
        page.until("its exit status is shown", () -> page.text().contains("── top: exit 2 after"));
        producer.print(channel, "one\ntwo\n");
        page.awaitTextEnding("\none\ntwo");
    }

    @Test
    void who_comes_in_the_middle_of_such_a_program_sees_its_size_too() {
        producer.say(channel, "application/json", """
                {"type":"run_started","data":{"run":"r1","cols":300,"rows":50}}""");
        producer.print(channel, "?run=r1", BodyPublishers.ofString("down\nhere"));

        openChannel(channel);

        page.awaitTextEnding("down\n    here");
        page.awaitEmulator("terminal.cols + 'x' + terminal.rows", "300x50");
        assertThat((Number) page.ask("terminal.options.fontSize"))
                .as("letters are smaller, but not too small")
                .satisfies(size -> assertThat(size.doubleValue()).isBetween(8.0, 12.0));
        assertThat((Boolean) page.ask("document.querySelector('.tapewire-terminal-screen').scrollWidth > "
                        + "document.querySelector('.tapewire-terminal-screen').clientWidth"))
                .as("the rest is reached sideways")
                .isTrue();
    }

    @Test
    void text_stays_selectable_whatever_a_program_asks_for() {
        openChannel(channel);

        try (Program program = producer.start(channel)) {
            program.print("\u001b[?1000h\u001b[?25l\u001b[?1003;25;1006;2004hselectable text\n");
            page.until("it is drawn", () -> page.visible().contains("selectable"));

            assertThat(page.selectFirstWord()).isEqualTo("selectable");
        }
    }

    @Test
    void a_program_cannot_freeze_the_viewer() {
        openChannel(channel);
        String lastCell = "\u001b[999;999H";

        producer.print(channel, lastCell + "\u001b[1J" + lastCell + "\u001b[?1J");
        producer.print(channel, "\u001b[?1049h" + lastCell + "\u001b[1J\u001b[?1049l");
        for (char command : "LMSTIZb@PXABCDEFGHdeaf`r".toCharArray()) {
            producer.print(channel, "x\u001b[2147483647" + command);
        }
        producer.print(channel, "x" + "\u0301".repeat(60_000) + "\u001b[2147483647b");
        producer.print(channel, "\u001b]4" + ";1".repeat(500_000) + "\u0007");
        producer.print(channel, "\u001b]104" + ";1".repeat(500_000) + "\u0007");
        producer.print(channel, "\u001bcstill here\n");

        page.awaitTextEnding("still here");
        assertThat(page.faults()).isEmpty();
    }

    @Test
    void text_that_was_encoded_twice_hides_nothing() {
        openChannel(channel);

        producer.print(channel, "say â\u0080\u009d hi\nline2\nline3\n\u007f\u001b[\u0080");

        page.awaitTextEnding("say â\ufffd\ufffd hi\nline2\nline3");
        assertThat(page.faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"🎉", "🇩🇪", "👩‍👩‍👧", "👍🏽", "❤️", "1️⃣", "🫠", "中"})
    void emoji_and_wide_letters_have_two_cells(String character) {
        channel += "/" + Integer.toHexString(character.hashCode());
        openChannel(channel);

        producer.print(channel, character + "|\n");

        page.awaitText(character + "|");
        assertThat(page.cellsUpTo("|")).isEqualTo(2);
    }

    @Test
    void a_narrower_window_takes_nothing_away() {
        openChannel(channel);
        String line = "0123456789".repeat(30);
        producer.print(channel, line);
        page.awaitText(line);
        try {
            page.resize(600, 800);
            page.awaitEmulator("terminal.cols < 80", true);
        } finally {
            page.resize(1200, 800);
        }

        page.awaitEmulator("terminal.cols > 80", true);
        page.awaitText(line);
    }

    @Test
    void the_page_says_how_much_of_a_long_log_is_missing() {
        producer.print(
                channel,
                "\u001b[31m"
                        + "a line of which there are far too many to keep all of them, red\n".repeat(TOO_MANY_LINES)
                        + "end");

        openChannel(channel);

        page.awaitTextEnding("end");
        assertThat(page.beginning()).matches("[0-9,]+ earlier records are not shown here");
        assertThat(page.colourOf("end")).isEqualTo("rgb(179, 38, 26)");
    }

    @Test
    void what_was_on_the_screen_stays_when_the_log_is_another_one_after_a_reconnect() {
        try (Cable cable = new Cable(at("/").getPort())) {
            page.open(URI.create("http://localhost:" + cable.port() + "/?channel=" + channel + "&token=" + TOKEN));
            page.awaitState("open");
            producer.print(channel, "before\n");
            page.awaitText("before");

            cable.cut();
            page.awaitState("reconnecting");
            producer.delete(channel);
            producer.print(channel, "after\n");
            cable.mend();

            page.awaitState("open");
            page.awaitTextEnding("\nafter");
            assertThat(page.text()).matches("before\n── .*new log.* ──\nafter");
        }
    }

    @Test
    void a_channel_that_is_deleted_while_somebody_watches_is_cleared() {
        openChannel(channel);
        producer.print(channel, "before\n");
        page.awaitText("before");

        producer.delete(channel);
        producer.print(channel, "after\n");

        page.awaitTextEnding("after");
        assertThat(page.text()).doesNotContain("before");
    }

    @Test
    void errors_keep_their_own_colours_and_get_one_where_they_have_none() {
        openChannel(channel);
        producer.print(channel, "usual\n");

        producer.printAs("error", channel, "wrong \u001b[33munused\u001b[0m again\n");

        assertThat(page.colourOf("wrong")).isNotEqualTo(page.colourOf("usual")).isEqualTo(page.colourOf("again"));
        assertThat(page.colourOf("unused")).isNotEqualTo(page.colourOf("wrong")).isNotEqualTo(page.colourOf("usual"));
    }
}

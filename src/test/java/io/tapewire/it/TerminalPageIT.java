package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;

class TerminalPageIT extends BrowserTest {
    @Test
    void who_has_no_token_is_asked_for_it_and_then_sees_the_channel_that_was_asked_for() {
        producer.print(channel, "for those who may see it");
        page.open(at("/?channel=" + channel));

        page.giveToken(TOKEN);

        page.awaitText("for those who may see it");
        assertThat(page.address()).contains("channel=").doesNotContain(TOKEN);
    }

    @Test
    void output_is_shown_while_the_program_runs() {
        openChannel(channel);

        Program program = producer.start(channel).print("compiling\n");
        page.awaitText("compiling");
        program.print("done\n").end();

        page.awaitText("compiling\ndone");
        page.until("it is drawn", () -> page.visible().startsWith("compiling\ndone"));
    }

    @Test
    void an_empty_channel_shows_how_to_print_to_it() {
        openChannel(channel);

        page.until("the command is shown", () -> page.invite().getText().contains("/channels/" + channel + "/output"));
        producer.print(channel, "here it is");

        page.awaitText("here it is");
        page.until("the command is gone", () -> !page.invite().isDisplayed());
    }

    @Test
    void colours_are_shown() {
        openChannel(channel);

        producer.print(channel, "usual \u001b[32mgreen\u001b[0m \u001b[31mred\u001b[0m\n");

        String usual = page.colourOf("usual");
        assertThat(page.colourOf("green")).isNotEqualTo(usual).isNotEqualTo(page.colourOf("red"));
    }

    @Test
    void errors_stand_out() {
        openChannel(channel);

        producer.print(channel, "usual\n");
        producer.printAs("error", channel, "wrong\n");

        assertThat(page.colourOf("wrong")).isNotEqualTo(page.colourOf("usual"));
    }

    @Test
    void a_progress_bar_stays_on_its_line() {
        openChannel(channel);

        Program program = producer.start(channel).print("[#    ]  20 %\r");
        page.awaitText("[#    ]  20 %");
        program.print("[###  ]  60 %\r");
        page.awaitText("[###  ]  60 %");
        program.print("[#####] 100 %\ndone\n").end();

        page.awaitText("[#####] 100 %\ndone");
    }

    @Test
    void a_late_tab_shows_the_history_and_goes_on_live() {
        openChannel(channel);
        producer.print(channel, "early\n");
        page.awaitText("early");
        String first = browser.getWindowHandle();

        browser.switchTo().newWindow(WindowType.TAB);
        try {
            openChannel(channel);
            page.awaitText("early");
            producer.print(channel, "late\n");
            page.awaitText("early\nlate");
        } finally {
            browser.close();
            browser.switchTo().window(first);
        }
        page.awaitText("early\nlate");
    }

    @Test
    void after_a_cut_connection_everything_is_there_once() {
        try (Cable cable = new Cable(at("/").getPort())) {
            page.open(URI.create("http://localhost:" + cable.port() + "/?channel=" + channel + "&token=" + TOKEN));
            page.awaitState("open");
            producer.print(channel, "before\n");
            page.awaitText("before");

            cable.cut();
            page.awaitState("reconnecting");
            producer.print(channel, "meanwhile\n");
            cable.mend();

            page.awaitState("open");
            page.awaitText("before\nmeanwhile");
            producer.print(channel, "after\n");
            page.awaitText("before\nmeanwhile\nafter");
        }
    }

    @Test
    void another_channel_is_chosen_from_the_list() {
        String other = channel + "-other";
        producer.print(channel, "this one");
        producer.print(other, "the other one");
        openChannel(channel);
        page.awaitText("this one");

        page.listed(other).click();

        page.awaitText("the other one");
        assertThat(page.address()).contains("other");
        page.goBack();
        page.awaitText("this one");
    }

    @Test
    void who_has_scrolled_up_is_not_pulled_down() {
        openChannel(channel);
        producer.print(channel, "line\n".repeat(300) + "bottom");
        page.awaitTextEnding("bottom");
        page.awaitFollowing(true);

        page.press(Keys.HOME);
        page.awaitFollowing(false);
        String seen = page.visible();
        producer.print(channel, "\nnews\n".repeat(50) + "newest");
        page.awaitTextEnding("newest");

        assertThat(page.isFollowing()).isFalse();
        assertThat(page.visible()).isEqualTo(seen);
        page.jumpButton().click();
        page.awaitFollowing(true);
        page.until("the newest line is drawn", () -> page.visible().contains("newest"));
    }
}

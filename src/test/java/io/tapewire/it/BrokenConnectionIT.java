package io.tapewire.it;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.WindowType;

/** What the page shows after its connection has broken, with or without a closing handshake. */
class BrokenConnectionIT extends CableTest {
    @Test
    void after_several_cuts_everything_is_there_once() {
        StringBuilder expected = new StringBuilder("before");
        for (int i = 1; i <= 3; i++) {
            cable.cut();
            page.awaitState("reconnecting");
            producer.print(channel, "meanwhile " + i + "\n");
            cable.mend();
            page.awaitState("open");
            producer.print(channel, "after " + i + "\n");
            page.awaitText(expected.append("\nmeanwhile " + i + "\nafter " + i).toString());
        }
    }

    @Test
    void after_a_cut_all_tabs_have_everything_once() {
        String first = browser.getWindowHandle();
        browser.switchTo().newWindow(WindowType.TAB);
        try {
            openPage();
            page.awaitText("before");

            cable.cut();
            page.awaitState("reconnecting");
            producer.print(channel, "meanwhile\n");
            cable.mend();

            page.awaitText("before\nmeanwhile");
        } finally {
            browser.close();
            browser.switchTo().window(first);
        }
        page.awaitText("before\nmeanwhile");
    }

    @Test
    void a_connection_that_is_dead_without_a_word_is_found_out_and_replaced() {
        cable.freeze();
        producer.print(channel, "meanwhile\n");
        // as when the network is back, so that the silence need not be sat out
        browser.executeScript("dispatchEvent(new Event('online'))");
        page.awaitState("reconnecting");
        cable.mend();

        page.awaitState("open");
        page.awaitText("before\nmeanwhile");
    }
}

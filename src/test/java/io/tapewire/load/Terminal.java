package io.tapewire.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/** A terminal in the browser that shows a channel: Tapewire's page, or the same xterm.js without anything between. One thread. */
final class Terminal {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern LINE = Pattern.compile("@[0-?]{8}([0-?]{6})x*");

    private static final String BARE = """
            const [channel, live] = arguments;
            const old = document.querySelector('tapewire-terminal');
            const { emulator } = old;
            const { width, height } = old.querySelector('.tapewire-terminal-screen').getBoundingClientRect();
            const place = document.createElement('div');
            Object.assign(place.style, { width: `${width}px`, height: `${height}px` });
            old.replaceWith(place);
            const { constructor: Terminal, cols, rows } = emulator;
            window.bare = new Terminal({ cols, rows, convertEol: true, disableStdin: true, scrollback: 10000, fontSize: 13, lineHeight: 1.2 });
            bare.open(place);
            window.discarded = 0;
            const socket = new WebSocket(`/ws?channel=${channel}`.replace(/^/, location.origin.replace('http', 'ws')));
            socket.onmessage = ({ data }) => {
              const message = JSON.parse(data);
              if (message.type === 'subscribed') live();
              if (message.type !== 'terminal_output') return;
              try {
                bare.write(message.data.output);
              } catch {
                discarded += message.data.output.length;
              }
            };
            """;

    private static final String TEXT = """
            const { active } = bare.buffer;
            let text = '';
            for (let y = 0; y < active.length; y++) {
              const line = active.getLine(y);
              text += (line.isWrapped || y === 0 ? '' : '\\n') + line.translateToString(true);
            }
            return text;
            """;

    private final ChromeDriver browser;
    private final boolean bare;

    private Terminal(ChromeDriver browser, boolean bare) {
        this.browser = browser;
        this.bare = bare;
    }

    /** Opens the page, as anyone does. */
    static Terminal page(ChromeDriver browser, Target target, String channel) {
        browser.get(
                URI.create("http://localhost:" + target.port() + "/?channel=" + channel + "&token=" + target.token())
                        .toString());
        Terminal page = new Terminal(browser, false);
        page.awaitOpen();
        return page;
    }

    /** Connects anew, with a socket that the page does not share with other tabs. */
    void useOwnSocket() {
        browser.executeScript("document.querySelector('tapewire-terminal').setAttribute('share', 'none')");
        awaitOpen();
    }

    private void awaitOpen() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> "open"
                        .equals(browser.findElement(By.cssSelector("tapewire-terminal"))
                                .getDomAttribute("data-state")));
    }

    /** Writes what comes into xterm.js at once, as it would be without a client. */
    static Terminal bare(ChromeDriver browser, Target target, String channel) {
        page(browser, target, "load/nothing");
        browser.manage().timeouts().scriptTimeout(PATIENCE);
        browser.executeAsyncScript("(async (...arguments) => {" + BARE + "})(...arguments)", channel);
        return new Terminal(browser, true);
    }

    /** The number of the last line on the screen, or -1. */
    int lastShown() {
        String screen = (String) browser.executeScript(
                "return [...document.querySelectorAll('.xterm-rows > *')].map(row => row.textContent).join('')");
        return lines(screen).stream().reduce(-1, (before, each) -> each);
    }

    /** The number of the last line that it holds, if all that it holds are lines without a hole or a double; otherwise -1. */
    int lastHeld() {
        String text = (String)
                browser.executeScript(bare ? TEXT : "return document.querySelector('tapewire-terminal').text()");
        List<Integer> held = lines(text);
        for (int i = 1; i < held.size(); i++) {
            if (held.get(i) != held.get(i - 1) + 1) {
                return -1;
            }
        }
        return held.isEmpty() ? -1 : held.get(held.size() - 1);
    }

    private static List<Integer> lines(String text) {
        return LINE.matcher(text)
                .results()
                .map(found -> Line.number(found.group(1)))
                .toList();
    }

    /** What xterm.js has refused to take, in characters. */
    long discarded() {
        return bare ? ((Number) browser.executeScript("return discarded")).longValue() : 0;
    }

    /** The page's heap in MB, what nobody needs any more included. */
    double heapMegabytes() {
        Map<String, Object> metrics = browser.executeCdpCommand("Performance.getMetrics", Map.of());
        return ((List<?>) metrics.get("metrics"))
                .stream()
                        .map(each -> (Map<?, ?>) each)
                        .filter(each -> each.get("name").equals("JSHeapUsedSize"))
                        .mapToDouble(each -> ((Number) each.get("value")).doubleValue() / 1e6)
                        .sum();
    }
}

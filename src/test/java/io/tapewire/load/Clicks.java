package io.tapewire.load;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * A button on a page, clicked by the browser's own mouse, and how long it takes from its being pressed to the paint that
 * answers the click. One thread.
 *
 * <p>Not from its being let go: that comes only when the page has taken the press, so at a moment when it is not busy.
 */
final class Clicks {
    private static final int LEFT = 20;
    private static final int TOP = 20;

    private static final String BUTTON = """
            const button = document.createElement('button');
            button.textContent = '0';
            Object.assign(button.style, { position: 'fixed', left: 0, top: 0, width: '60px', height: '40px', zIndex: 9 });
            document.body.append(button);
            window.answers = [];
            let pressed;
            button.addEventListener('mousedown', (event) => (pressed = event.timeStamp));
            button.addEventListener('click', () => {
              const begin = pressed;
              button.textContent = String(Number(button.textContent) + 1);
              requestAnimationFrame(() => {
                const painted = new MessageChannel();
                painted.port1.onmessage = () => answers.push(performance.now() - begin);
                painted.port2.postMessage(0);
              });
            });
            """;

    private final ChromeDriver browser;
    private int given;

    Clicks(ChromeDriver browser) {
        this.browser = browser;
        browser.executeScript(BUTTON);
    }

    /** Clicks, and waits until the page has taken it, not until it has painted. */
    void click() {
        for (String type : List.of("mousePressed", "mouseReleased")) {
            browser.executeCdpCommand(
                    "Input.dispatchMouseEvent",
                    Map.of("type", type, "x", LEFT, "y", TOP, "button", "left", "clickCount", 1));
        }
        given++;
    }

    int given() {
        return given;
    }

    /** Milliseconds from each click to the next paint, sorted. */
    List<Double> answers() {
        return ((Collection<?>) browser.executeScript("return answers"))
                .stream().map(each -> ((Number) each).doubleValue()).sorted().toList();
    }
}

package io.tapewire.it;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.WheelInput;
import org.openqa.selenium.logging.LogType;

/** The page with a terminal, as somebody sees it who sits in front of the browser. */
final class Page {
    private final ChromeDriver browser;

    Page(ChromeDriver browser) {
        this.browser = browser;
    }

    Page open(URI address) {
        browser.get(address.toString());
        return this;
    }

    String address() {
        return browser.getCurrentUrl();
    }

    // the terminal

    private static final String DRAWN_ROWS = "[...document.querySelectorAll('tapewire-terminal .xterm-rows > *')]"
            + ".filter(row => row.checkVisibility({ visibilityProperty: true }))";

    /** All that the terminal that is shown holds. */
    String text() {
        return (String) browser.executeScript("return document.querySelector('tapewire-terminal').text()");
    }

    /** What is on the screen with the next picture. Between two pictures the rows may still be those of the one before. */
    String visible() {
        // the browser looks for new sizes when everybody has drawn, before it shows the picture
        return (String) browser.executeAsyncScript("const seen = arguments[0]; requestAnimationFrame(() => {"
                + "  const drawn = new ResizeObserver(() => {"
                + "    drawn.disconnect();"
                + "    seen(" + DRAWN_ROWS + ".map(row => row.textContent.trimEnd()).join('\\n'));"
                + "  });"
                + "  drawn.observe(document.body);"
                + "})");
    }

    void awaitText(String text) {
        until("the terminal holds exactly: " + text, () -> text.equals(text()));
    }

    void awaitTextEnding(String ending) {
        until("the terminal's text ends with: " + ending, () -> text().endsWith(ending));
    }

    void awaitState(String state) {
        until("the connection is " + state, () -> state.equals(terminal().getDomAttribute("data-state")));
    }

    boolean isFollowing() {
        return "true".equals(terminal().getDomAttribute("data-following"));
    }

    void awaitFollowing(boolean following) {
        until("following is " + following, () -> isFollowing() == following);
    }

    /** The colour in which a word is drawn. */
    String colourOf(String word) {
        until(word + " is drawn", () -> visible().contains(word));
        return (String) browser.executeScript(
                "const span = " + DRAWN_ROWS + ".flatMap(row => [...row.querySelectorAll('span')])"
                        + ".find(each => each.textContent.includes(arguments[0]));"
                        + "return getComputedStyle(span).color",
                word);
    }

    /** What an expression about xterm.js' {@code terminal} gives. */
    Object ask(String expression) {
        return browser.executeScript(
                "const terminal = document.querySelector('tapewire-terminal').emulator; return " + expression);
    }

    void awaitEmulator(String expression, Object value) {
        until(expression + " is " + value, () -> value.equals(ask(expression)));
    }

    /** How wide a text in the last line is that is not empty, up to a character, in cells. */
    long cellsUpTo(String character) {
        return (Long) browser.executeScript("""
                const { active } = document.querySelector('tapewire-terminal').emulator.buffer;
                let y = active.length - 1;
                while (y > 0 && active.getLine(y).translateToString(true) === '') y -= 1;
                for (let x = 0; x < active.getLine(y).length; x++)
                    if (active.getLine(y).getCell(x).getChars() === arguments[0]) return x;
                return -1;""", character);
    }

    /** What stands above the terminal's first line; empty if nothing does. */
    String beginning() {
        return browser.findElement(By.cssSelector("tapewire-terminal .tapewire-terminal-beginning"))
                .getText();
    }

    /** The text of the row that lies under the mark. */
    String marked() {
        return (String) browser.executeScript("""
                const mark = document.querySelector('.tapewire-terminal-mark');
                if (!mark) return '';
                const { top, height } = mark.getBoundingClientRect();
                const row = [...mark.closest('.xterm').querySelectorAll('.xterm-rows > *')]
                  .find((each) => Math.abs(each.getBoundingClientRect().top - top) < height / 2);
                return row?.textContent.trimEnd() ?? '';""");
    }

    /** Selects the word under the middle of a row's beginning, with two clicks. */
    String selectFirstWord() {
        WebElement row = shown(".xterm-rows > *");
        int left = -row.getSize().getWidth() / 2 + 10;
        new Actions(browser).moveToElement(row, left, 0).doubleClick().perform();
        return (String) ask("terminal.getSelection()");
    }

    void resize(int width, int height) {
        browser.manage().window().setSize(new Dimension(width, height));
    }

    void press(CharSequence... keys) {
        shown("textarea").sendKeys(keys);
    }

    /** Presses keys where the focus is, whatever has it. */
    void pressInFocus(CharSequence... keys) {
        new Actions(browser).sendKeys(keys).perform();
    }

    WebElement jumpButton() {
        return browser.findElement(By.cssSelector(".tapewire-terminal-jump"));
    }

    WebElement invite() {
        return browser.findElement(By.cssSelector("tapewire-terminal tapewire-invite"));
    }

    /** A part of what is shown: the history is over the live screen. */
    private WebElement shown(String part) {
        return browser.findElement(
                By.cssSelector("tapewire-terminal .tapewire-terminal-screen:is(.tapewire-terminal-pane-shown, "
                        + ":not(.tapewire-terminal-pane, [inert])) " + part));
    }

    private WebElement terminal() {
        return browser.findElement(By.cssSelector("tapewire-terminal"));
    }

    // around it

    void giveToken(String token) {
        browser.findElement(By.id("token")).sendKeys(token, Keys.ENTER);
    }

    WebElement listed(String channel) {
        By link = By.cssSelector("tapewire-channels li[data-channel='" + channel + "'] a");
        until(channel + " is listed", () -> !browser.findElements(link).isEmpty());
        return browser.findElement(link);
    }

    /** Shows a tab of the panel. */
    void tab(String name) {
        until(
                name + " is a tab",
                () -> browser.findElements(By.cssSelector("[role=tab]")).stream()
                        .filter(tab -> tab.getText().startsWith(name))
                        .peek(WebElement::click)
                        .anyMatch(tab -> "true".equals(tab.getDomAttribute("aria-selected"))));
    }

    List<String> tabs() {
        return texts("[role=tab]");
    }

    WebElement button(String label) {
        return browser.findElements(By.cssSelector("main button")).stream()
                .filter(button -> button.isDisplayed() && button.getText().equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no button " + label));
    }

    boolean isPressed(String label) {
        return "true".equals(button(label).getDomAttribute("aria-pressed"));
    }

    /** Types where the terminal has the focus. */
    void type(String keys) {
        shown("textarea").sendKeys(keys);
    }

    void typeInto(String field, String keys) {
        // a dialog's program may still be on its way
        until(
                "there is " + field,
                () -> !browser.findElements(By.cssSelector(field)).isEmpty());
        browser.findElement(By.cssSelector(field)).sendKeys(keys);
    }

    void choose(String select, String option) {
        // a dialog's program may still be on its way
        until("there is " + select, () -> !options(select, option).isEmpty());
        options(select, option).get(0).click();
    }

    private List<WebElement> options(String select, String option) {
        return browser.findElements(By.cssSelector(select + " option")).stream()
                .filter(each -> each.getText().equals(option))
                .toList();
    }

    /** Turns the wheel over the terminal. */
    void wheel(int pixels) {
        new Actions(browser)
                .scrollFromOrigin(WheelInput.ScrollOrigin.fromElement(shown(".xterm-screen")), 0, pixels)
                .perform();
    }

    /** The texts of all elements, as they are shown. */
    @SuppressWarnings("unchecked")
    List<String> texts(String selector) {
        return (List<String>) browser.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map(each => each.innerText.trim())", selector);
    }

    long number(String expression) {
        return (Long) browser.executeScript("return " + expression);
    }

    void goBack() {
        browser.navigate().back();
    }

    /** What went wrong in the page's own program. */
    List<String> faults() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getMessage())
                .filter(message -> message.contains("Uncaught")
                        || message.contains("Content Security Policy")
                        || message.contains("xterm.js: "))
                .toList();
    }

    void until(String what, Callable<Boolean> reached) {
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(Viewer.PATIENCE)
                    .ignoreExceptions()
                    .until(reached);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "never saw that " + what + "; at " + address() + " there is: "
                            + browser.findElement(By.tagName("body")).getText() + " " + faults(),
                    e);
        }
    }
}

package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The viewer's settings, the theme before all. */
class ThemeIT extends BrowserTest {
    @AfterEach
    void forgetTheSettings() {
        browser.executeScript("localStorage.clear()");
    }

    @Test
    void the_theme_is_the_systems_until_the_viewer_chooses_one() {
        openChannel(channel);
        String systems = background();

        page.type(",");
        page.choose("#tapewire-theme", "Dark");
        page.until("the terminal is dark", () -> "#0b0e12".equals(background()));
        page.choose("#tapewire-theme", "Light");
        page.until("the terminal is light", () -> "#fbfcfd".equals(background()));

        browser.navigate().refresh();
        page.awaitState("open");
        assertThat(background()).isEqualTo("#fbfcfd");
        page.type(",");
        page.choose("#tapewire-theme", "As the system");
        page.until("it is the system's again", () -> systems.equals(background()));
    }

    @Test
    void single_letters_can_be_switched_off() {
        openChannel(channel);

        page.type("?");
        page.until("the keys are listed", () -> page.texts("dialog h2").contains("Keys"));
        page.typeInto("dialog button", Keys.ESCAPE.toString());
        page.type(",");
        browser.findElements(By.cssSelector("dialog input[type=checkbox]"))
                .get(1)
                .click();
        page.typeInto("dialog button", Keys.ESCAPE.toString());
        page.type("?");
        page.press(Keys.CONTROL, "k");

        page.until(
                "the palette is open",
                () -> !browser.findElements(By.cssSelector(".tapewire-palette")).isEmpty());
        assertThat(browser.findElements(By.cssSelector("dialog"))).hasSize(1);
    }

    @Test
    void the_settings_say_what_a_power_failure_can_cost() {
        openChannel(channel);

        page.type(",");

        page.until(
                "it is said",
                () -> page.texts("dialog p").toString().contains("power failure there can cost the last 10 seconds"));
    }

    private String background() {
        return (String) page.ask("terminal.options.theme.background");
    }
}

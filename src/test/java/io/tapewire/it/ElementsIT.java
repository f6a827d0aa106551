package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The elements on pages of others, as docs/client.md describes them. */
class ElementsIT extends OwnPagesTest {
    private static final String MAKE = """
            await import('/tapewire/client/elements.js');
            window.make = (name, attributes, before = () => {}) => {
              const made = document.createElement(name);
              for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
              before(made);
              document.body.append(made);
              return made;
            };
            """;

    @Test
    void attributes_are_options_and_may_be_changed() {
        String other = channel + "-other";
        producer.print(channel, "this\n");
        producer.print(other, "that\n");
        runOnEmptyPage(
                MAKE + "make('tapewire-terminal', { channel: arguments[0], rows: 7, scrollback: 50 });", channel);

        page.awaitText("this");
        assertThat(
                        ask(
                                "[document.querySelector('tapewire-terminal').emulator].map(e => [e.rows, e.options.scrollback])[0]"))
                .isEqualTo(List.of(7L, 50L));

        browser.executeScript("""
                const terminal = document.querySelector('tapewire-terminal');
                terminal.setAttribute('rows', 9);
                terminal.setAttribute('scrollback', 60);
                terminal.setAttribute('channel', arguments[0]);""", other);
        page.awaitText("that");
        assertThat(
                        ask(
                                "[document.querySelector('tapewire-terminal').emulator].map(e => [e.rows, e.options.scrollback])[0]"))
                .isEqualTo(List.of(9L, 60L));
    }

    @Test
    void a_token_of_its_own_is_enough() {
        browser.manage().deleteAllCookies();
        producer.print(channel, "seen\n");

        runOnEmptyPage(
                MAKE + "make('tapewire-terminal', { channel: arguments[0], token: arguments[1] });",
                channel,
                ServerTest.TOKEN);

        page.awaitText("seen");
    }

    @Test
    void events_tell_of_everything_that_changes() {
        runOnEmptyPage(MAKE + """
                window.told = [];
                for (const name of ['state', 'message', 'gap', 'offset', 'following', 'empty'])
                  document.body.addEventListener(`tapewire:${name}`, ({ detail }) => told.push([name, JSON.stringify(detail)]));
                make('tapewire-terminal', { channel: arguments[0], rows: 5 });""", channel);
        page.awaitState("open");
        awaitValue("document.querySelector('tapewire-terminal').dataset.empty", "true");

        producer.say(
                channel,
                "application/json",
                "{\"type\":\"notification\",\"data\":{\"title\":\"t\",\"message\":\"m\"}}");
        producer.print(channel, "line\n".repeat(50));
        page.awaitTextEnding("line");
        page.press(Keys.HOME);
        page.awaitFollowing(false);
        producer.delete(channel);
        awaitValue("told.some(([name]) => name === 'gap')", true);

        assertThat(told("state"))
                .anyMatch(detail -> detail.matches(".*\"newState\":\"open\".*\"oldState\":\"connecting\".*"));
        assertThat(told("message")).singleElement().asString().contains("\"title\":\"t\"");
        assertThat(told("offset")).contains("{\"offset\":1}", "{}");
        assertThat(told("following")).anyMatch(detail -> detail.startsWith("{\"following\":false"));
        assertThat(told("empty")).contains("{\"empty\":true}", "{\"empty\":false}");
        assertThat(told("gap")).anyMatch(detail -> detail.contains("\"reason\":\"restart\""));
    }

    @Test
    void custom_properties_give_colours_and_letters_and_parts_can_be_styled() {
        producer.print(channel, "plain \u001b[31mred\u001b[0m\n");
        runOnEmptyPage(MAKE + """
                const style = document.createElement('style');
                style.textContent = `
                  tapewire-terminal {
                    --tapewire-terminal-background: #ffffff;
                    --tapewire-terminal-foreground: #010203;
                    --tapewire-terminal-red: #a00000;
                    --tapewire-terminal-font-size: 20px;
                  }
                  tapewire-terminal [part~="bar"] { display: none; }`;
                document.head.append(style);
                make('tapewire-terminal', { channel: arguments[0] });""", channel);

        page.awaitText("plain red");
        assertThat(page.colourOf("red")).isEqualTo("rgb(160, 0, 0)");
        assertThat(page.ask("terminal.options.theme.background")).isEqualTo("#ffffff");
        assertThat(page.ask("terminal.options.fontSize")).isEqualTo(20L);
        assertThat(ask("getComputedStyle(document.querySelector('tapewire-terminal [part~=bar]')).display"))
                .isEqualTo("none");

        browser.executeScript("""
                const terminal = document.querySelector('tapewire-terminal');
                terminal.style.setProperty('--tapewire-terminal-red', '#b00000');
                terminal.restyle();""");
        awaitValue(
                "getComputedStyle([...document.querySelectorAll('.xterm-rows span')].find(e => e.textContent === 'red')).color",
                "rgb(176, 0, 0)");
    }

    @Test
    void two_terminals_of_one_channel_are_one_connection() {
        producer.print(channel, "seen\n");

        runOnEmptyPage(MAKE + """
                for (let i = 0; i < 2; i++) make('tapewire-terminal', { channel: arguments[0] });""", channel);

        awaitValue(
                "[...document.querySelectorAll('tapewire-terminal')].map((each) => each.text())",
                List.of("seen", "seen"));
        assertThat(Listing.of(producer, channel).getInt("viewers")).isEqualTo(1);
    }

    @Test
    void a_terminal_and_a_status_use_the_client_of_the_application() {
        producer.print(channel, "seen\n");

        runOnEmptyPage(MAKE + """
                const { createWebSocketClient } = await import('/tapewire/client/index.js');
                window.client = createWebSocketClient({ channels: [] });
                const give = (made) => { made.client = client; };
                make('tapewire-status', {}, give);
                make('tapewire-terminal', { channel: arguments[0] }, give);""", channel);
        page.awaitState("idle");

        browser.executeScript("client.connect()");
        page.awaitText("seen");
        awaitValue("document.querySelector('body > tapewire-status').dataset.state", "open");
        browser.executeScript("client.disconnect()");
        page.awaitState("closed");
    }

    @Test
    void the_list_shows_the_channels_and_tells_which_one_is_chosen() {
        producer.print(channel, "x\n");
        runOnEmptyPage(MAKE + """
                window.told = [];
                document.body.addEventListener('tapewire:list', ({ detail }) => told.push(['list', detail.length > 0]));
                document.body.addEventListener('tapewire:choose', ({ detail }) => told.push(['choose', detail]));
                make('tapewire-channels', { current: arguments[0] });""", channel);

        page.listed(channel).click();

        assertThat(told("list")).contains("true");
        assertThat(told("choose")).containsExactly(channel);
    }

    private List<String> told(String name) {
        return ((List<?>) browser.executeScript(
                        "return told.filter(([name]) => name === arguments[0]).map(([, detail]) => String(detail))",
                        name))
                .stream().map(String.class::cast).toList();
    }
}

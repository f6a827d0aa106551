package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** Front ends that others write with the library: the examples of docs/client.md, and what a page may do with it. */
class ClientLibraryIT extends OwnPagesTest {
    /** The example's channel is the same in all tests. */
    @BeforeEach
    void forgetTheTasks() {
        producer.delete("build");
    }

    @Test
    void the_documented_page_shows_tasks_and_the_state() {
        page.open(at("/page.html"));
        awaitWords("state", "open");

        say("compile", "running");
        awaitWords("tasks", "compile: running");
        say("compile", "done");
        awaitWords("tasks", "compile: done");
    }

    @Test
    void the_documented_component_shows_lines_as_they_come() {
        producer.print(channel, "one\ntwo\n");

        page.open(at("/react-page.html?channel=" + channel));
        awaitElement("pre", "one\ntwo\n");
        producer.print(channel, "three\n");

        awaitElement("pre", "one\ntwo\nthree\n");
        assertThat(browser.findElement(By.tagName("p")).getText()).isEqualTo(channel + ": open");
        assertThat(Listing.of(producer, channel).getInt("viewers")).isEqualTo(1);
    }

    @Test
    void a_page_that_comes_back_as_it_was_left_goes_on_where_it_stood() {
        page.open(at("/page.html"));
        awaitWords("state", "open");
        say("first", "done");
        awaitWords("tasks", "first: done");
        browser.executeScript("addEventListener('pageshow', ({ persisted }) => { window.persisted = persisted; });");

        page.open(at("/empty.html"));
        say("second", "done");
        page.goBack();

        awaitWords("tasks", "first: done\nsecond: done");
        awaitWords("state", "open");
        assertThat(ask("window.persisted"))
                .as("came from the back/forward cache")
                .isEqualTo(true);
    }

    @Test
    void a_token_is_enough_to_connect_and_follow_main() {
        browser.manage().deleteAllCookies();
        runOnEmptyPage("""
                const { createWebSocketClient } = await import('/tapewire/client/index.js');
                window.heard = [];
                window.client = createWebSocketClient(arguments[0]);
                client.subscribe('notification', ({ data }) => heard.push(data.title));
                client.connect();""", ServerTest.TOKEN);
        awaitValue("client.isConnected", true);

        producer.say("main", "application/json", message("notification", "title", "hello", "message", "world"));

        awaitValue("heard.at(-1)", "hello");
    }

    @Test
    void a_wrong_token_is_final() {
        browser.manage().deleteAllCookies();
        runOnEmptyPage("""
                const { createWebSocketClient } = await import('/tapewire/client/index.js');
                window.client = createWebSocketClient('no such token');
                client.connect();""");

        awaitValue("client.state", "failed");
        assertThat(ask("client.status.code")).isEqualTo(401L);
    }

    @Test
    void who_falls_back_behind_what_is_kept_reads_the_rest_over_http() {
        runOnEmptyPage("""
                const { createWebSocketClient } = await import('/tapewire/client/index.js');
                window.next = { fast: 1, slow: 1 };
                window.wrong = [];
                window.waiting = [];
                const view = (name) => ({
                  show({ first, offset }, shown) {
                    if (first !== next[name]) wrong.push(`${name}: ${first} instead of ${next[name]}`);
                    next[name] = offset + 1;
                    if (name === 'slow' && waiting) waiting.push(shown);
                    else shown();
                  },
                  gap({ from, to, reason }) {
                    if (from !== next[name] || reason !== 'evicted') wrong.push(`${name}: gap ${from} to ${to}, ${reason}`);
                    next[name] = to + 1;
                  },
                });
                window.client = createWebSocketClient({ channels: [] });
                client.connect();
                for (const name of ['slow', 'fast']) client.follow(arguments[0], view(name));""", channel);
        awaitValue("client.isConnected", true);

        long last = 0;
        for (int i = 0; i < 12; i++) {
            last = producer.print(channel, "x".repeat(63).concat("\n").repeat(16_384))
                    .getInt("offset");
        }
        awaitValue("next.fast", last + 1);
        assertThat((Long) ask("next.slow")).isLessThan(last / 2);
        browser.executeScript("const shown = waiting; waiting = undefined; shown.forEach((call) => call());");

        awaitValue("next.slow", last + 1);
        assertThat(ask("wrong")).isEqualTo(List.of());
    }

    @Test
    void a_pattern_follows_channels_that_come_for_all_who_share_the_connection() {
        producer.print(channel + "/1", "one\n");
        runOnEmptyPage("""
                const { createWebSocketClient } = await import('/tapewire/client/index.js');
                window.seen = { a: {}, b: {} };
                window.gone = [];
                window.clients = ['a', 'b'].map((name) => {
                  const client = createWebSocketClient({ channels: [] });
                  client.connect();
                  const following = client.followPattern(arguments[0] + '/**', {
                    channel: (channel) => ({
                      show({ data }, shown) {
                        seen[name][channel] = (seen[name][channel] ?? '') + data.output;
                        shown();
                      },
                    }),
                    gone: (channel) => gone.push(name + channel),
                  }, { positions: { [arguments[0] + '/old']: { epoch: 'e', offset: 3 } } });
                  return { client, following };
                });""", channel);
        awaitValue("seen.a['" + channel + "/1']", "one\n");

        producer.print(channel + "/2/log", "two\n");
        producer.print(channel + "/1", "more\n");

        for (String name : List.of("a", "b")) {
            awaitValue("seen." + name + "['" + channel + "/2/log']", "two\n");
            awaitValue("seen." + name + "['" + channel + "/1']", "one\nmore\n");
            awaitValue("gone.includes('" + name + channel + "/old')", true);
        }
        assertThat(Listing.of(producer, channel + "/1").getInt("viewers")).isEqualTo(1);

        // one of them leaves and comes again with what it has
        browser.executeScript("""
                const { client, following } = clients[0];
                const { positions } = following;
                following.close();
                client.followPattern(following.pattern, {
                  channel: (channel) => ({
                    show({ data }, shown) {
                      seen.a[channel] += data.output;
                      shown();
                    },
                  }),
                }, { positions });""");
        producer.print(channel + "/1", "end\n");
        for (String name : List.of("a", "b")) {
            awaitValue("seen." + name + "['" + channel + "/1']", "one\nmore\nend\n");
        }
    }

    private void say(String task, String status) {
        producer.say("build", "application/json", message("task_status", "taskId", task, "status", status));
    }

    private static String message(String type, String... fields) {
        var data = Json.createObjectBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            data.add(fields[i], fields[i + 1]);
        }
        return Json.createObjectBuilder()
                .add("type", type)
                .add("data", data)
                .build()
                .toString();
    }

    private void awaitWords(String id, String words) {
        page.until(
                id + " says: " + words,
                () -> words.equals(browser.findElement(By.id(id)).getText()));
    }

    private void awaitElement(String name, String content) {
        awaitValue("document.querySelector('" + name + "')?.textContent", content);
    }
}

package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The client library fetches files in a real browser, also over a connection that breaks. */
class FetchFileIT extends CableTest {
    private static final int LENGTH = 6_000_000;

    /** What the browser reads back of the result is compared by the platform's own hash. */
    private static final String FETCH = """
            const [channel, file, sha256, share, window] = arguments;
            globalThis.fetching = { progress: 0, result: '', stop: new AbortController() };
            (async () => {
              try {
                const { createWebSocketClient } = await import('/tapewire/client/index.js');
                const client = createWebSocketClient({ channels: [], share, reconnect: { initialDelay: 100, maxAttempts: Infinity } });
                client.connect();
                const blob = await client.fetchFile(channel, file, {
                  window,
                  signal: fetching.stop.signal,
                  onProgress: (position) => (fetching.progress = position),
                });
                const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
                const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
                fetching.result = hex === sha256 ? 'whole' : 'another file';
              } catch (error) {
                fetching.result = `${error.name} ${error.code ?? ''}`.trim();
              }
            })();""";

    private String file;
    private String sha256;

    private void publish(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        HttpResponse<String> answer = Producer.send(
                producer.request("channels/" + channel + "/files/data.bin").PUT(BodyPublishers.ofByteArray(bytes)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        file = Producer.json(answer).getString("file");
        sha256 = Producer.json(answer).getString("sha256");
    }

    private void fetch(String id, boolean shared, int window) {
        browser.executeScript(FETCH, channel, id, sha256, shared, window);
    }

    private long progress() {
        return ((Number) browser.executeScript("return fetching.progress")).longValue();
    }

    private void awaitResult(String result) {
        page.until(
                "the fetch ends",
                () -> !browser.executeScript("return fetching.result").equals(""));
        assertThat(browser.executeScript("return fetching.result")).isEqualTo(result);
    }

    @Test
    void a_file_that_comes_over_the_shared_socket_goes_on_where_it_stands_after_each_cut() {
        goOnAfterCuts(true);
    }

    @Test
    void a_file_that_comes_over_a_socket_of_the_tabs_own_goes_on_where_it_stands_after_each_cut() {
        goOnAfterCuts(false);
    }

    private void goOnAfterCuts(boolean shared) {
        publish(LENGTH);
        // a small window, so that it takes its time
        fetch(file, shared, 16_384);

        for (int cuts = 1; cuts <= 3; cuts++) {
            long before = progress();
            page.until("it goes on", () -> progress() > before);
            cable.cut();
            cable.mend();
        }

        awaitResult("whole");
    }

    @Test
    void a_large_window_is_fast_and_the_channel_goes_on_beside_it() {
        publish(LENGTH);
        fetch(file, true, 1 << 20);
        producer.print(channel, "beside it\n");

        page.awaitText("before\nbeside it");
        awaitResult("whole");
    }

    @Test
    void an_empty_file_is_a_file() {
        publish(0);
        fetch(file, true, 1_000);
        awaitResult("whole");
    }

    @Test
    void a_file_that_is_not_there_is_an_error_with_a_code() {
        publish(1);
        fetch("0".repeat(32), true, 1_000);
        awaitResult("FetchError unknown_file");
    }

    @Test
    void a_fetch_that_is_given_up_ends() {
        publish(LENGTH);
        fetch(file, true, 16_384);
        page.until("it has begun", () -> progress() > 0);

        browser.executeScript("fetching.stop.abort()");

        // 20 is the code of every AbortError
        awaitResult("AbortError 20");
    }
}

package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finding lines in a channel. */
class SearchIT extends ServerTest {
    /** Looks at each character hundreds of times. */
    private static final String SLOW = "q=.%7B900%7D%5B0-9%5D&regex=true";

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void lines_are_found_as_a_person_reads_them_newest_first() {
        producer.print(channel, "one error\nnone\n");
        producer.print(channel, "\rerror 10 %\rerror 99 %\rdone, no more\n");
        producer.print(channel, "two \u001b[31mer\u001b[1mror\u001b[0ms, \u00c4RGER\n");

        HttpResponse<String> answer = search("q=ERROR");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        List<JsonObject> lines = lines(answer);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).getJsonNumber("offset").longValue()).isEqualTo(3);
        assertThat(lines.get(0).getInt("line")).isZero();
        assertThat(lines.get(0).getString("text")).isEqualTo("two errors, \u00c4RGER");
        assertThat(lines.get(0).getJsonArray("spans")).hasToString("[[4,9]]");
        assertThat(lines.get(0).getString("timestamp")).matches("\\d{4}-.*Z");
        assertThat(lines.get(1).getString("text")).isEqualTo("one error");
        assertThat(lines.get(2)).hasToString("{\"done\":true,\"reason\":\"exhausted\",\"next\":1}");
        assertThat(texts("q=%C3%A4rger")).containsExactly("two errors, \u00c4RGER");
        assertThat(texts("q=ERROR&case=true")).isEmpty();
        assertThat(texts("q=er%2Bor.,&regex=true&case=true")).containsExactly("two errors, \u00c4RGER");
    }

    @Test
    void inverted_it_finds_the_lines_that_do_not_match() {
        producer.print(channel, "one error\nall is well\nanother ERROR\n");

        List<JsonObject> lines = lines(search("q=error&invert=true"));

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).getString("text")).isEqualTo("all is well");
        assertThat(lines.get(0).getJsonArray("spans")).isEmpty();
        assertThat(texts("q=error&invert=true&case=true")).containsExactly("another ERROR", "all is well");
        assertThat(texts("q=err.r&regex=true&invert=true")).containsExactly("all is well");
    }

    @Test
    void a_search_goes_on_where_the_last_one_ended() {
        for (int i = 1; i <= 5; i++) {
            producer.print(channel, "line " + i + "\n");
        }

        List<JsonObject> newest = lines(search("q=line&limit=2"));

        assertThat(newest.get(2)).hasToString("{\"done\":true,\"reason\":\"limit\",\"next\":4}");
        assertThat(texts("q=line&before=4")).containsExactly("line 3", "line 2", "line 1");
        assertThat(texts("q=line&after=3")).containsExactly("line 5", "line 4");
        assertThat(texts("q=line&after=1&before=4")).containsExactly("line 3", "line 2");
    }

    @Test
    void a_large_log_is_searched_to_its_beginning() {
        String filler = "nothing to be found in this line of some length, which comes again and again\n".repeat(10_000);
        producer.print(channel, "the needle at the beginning\n");
        for (int i = 0; i < 6; i++) {
            producer.print(channel, filler);
        }
        producer.print(channel, "the needle at the end\n");

        assertThat(texts("q=needle")).containsExactly("the needle at the end", "the needle at the beginning");
        assertThat(texts("q=needle+at.*end&regex=true")).containsExactly("the needle at the end");
    }

    @Test
    void a_long_search_tells_how_far_it_is_and_ends_when_its_reader_begins_another() {
        printSlow();
        CompletableFuture<HttpResponse<String>> older = CompletableFuture.supplyAsync(() -> search(SLOW), threads);

        await().atMost(Viewer.PATIENCE).until(() -> {
            search("q=nothing");
            return older.isDone();
        });

        List<JsonObject> lines = lines(older.join());
        assertThat(lines.get(lines.size() - 1).getString("reason")).isEqualTo("replaced");
    }

    @Test
    void its_head_says_which_log_is_searched() {
        producer.print(channel, "one\n");

        HttpResponse<String> head = Producer.send(
                producer.request("channels/" + channel + "/search?q=one").method("HEAD", BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(head.headers().firstValue("Tapewire-Epoch"))
                .hasValue(Listing.of(producer, channel).getString("epoch"));
    }

    /** Prints lines that take long to be looked at. */
    private void printSlow() {
        String line = "abcdefghij".repeat(150) + "\n";
        producer.print(channel, line.repeat(3_000));
    }

    /** Searches as a person with a login of their own. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x=1                  | this address takes the parameters q, regex, case, invert, after, before, limit, not x
            regex=true           | q is what to search for, 1 to 1000 characters
            q=                   | q is what to search for, 1 to 1000 characters
            q=a%28&regex=true    | q is a regular expression of RE2: error parsing regexp: missing closing )
            q=a&regex=yes        | regex is one of true, false
            q=a&case=1           | case is one of true, false
            q=a&limit=1001       | limit is a whole number from 1 to 1000
            q=a&before=0         | before is a whole number from 1 to 9007199254740991
            q=a&q=b              | q is given more than once
            q=a&%6Cimit=0        | limit is a whole number from 1 to 1000
            q=.{900}.{900}&regex=true | q is a regular expression of RE2: error parsing regexp: expression too large
            q=(((x{99}){99}){99})&regex=true | q is a regular expression of RE2: error parsing regexp: invalid repeat count
            """)
    void a_parameter_that_is_not_allowed_is_refused_and_named(String query, String message) {
        producer.print(channel, "one\n");

        HttpResponse<String> answer = search(query.replace("{", "%7B").replace("}", "%7D"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Producer.json(answer).getJsonObject("error").getString("message"))
                .startsWith(message);
    }

    @Test
    void a_channel_that_does_not_exist_is_not_found() {
        assertThat(search("q=a").statusCode()).isEqualTo(404);
    }

    private List<String> texts(String query) {
        return lines(search(query)).stream()
                .filter(line -> line.containsKey("text"))
                .map(line -> line.getString("text"))
                .toList();
    }

    private HttpResponse<String> search(String query) {
        return producer.get("channels/" + channel + "/search?" + query);
    }

    private static List<JsonObject> lines(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body().lines().map(SearchIT::json).toList();
    }

    private static JsonObject json(String line) {
        try (var reader = Json.createReader(new StringReader(line))) {
            return reader.readObject();
        }
    }
}

package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finding lines in a channel. */
class SearchIT extends ServerTest {
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
    void a_search_goes_on_where_the_last_one_ended() {
        for (int i = 1; i <= 5; i++) {
            producer.print(channel, "line " + i + "\n");
        }

        List<JsonObject> newest = lines(search("q=line&limit=2"));

        assertThat(newest.get(2)).hasToString("{\"done\":true,\"reason\":\"limit\",\"next\":4}");
        assertThat(texts("q=line&before=4")).containsExactly("line 3", "line 2", "line 1");
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x=1                  | this address takes the parameters q, regex, case, before, limit, not x
            regex=true           | q is what to search for, 1 to 1000 characters
            q=                   | q is what to search for, 1 to 1000 characters
            q=a%28&regex=true    | q is a regular expression of RE2: error parsing regexp: missing closing )
            q=a&regex=yes        | regex is one of true, false
            q=a&case=1           | case is one of true, false
            q=a&limit=1001       | limit is a whole number from 1 to 1000
            q=a&before=0         | before is a whole number from 1 to 9007199254740991
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

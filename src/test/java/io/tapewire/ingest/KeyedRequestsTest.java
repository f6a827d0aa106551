package io.tapewire.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.access.Caller;
import io.tapewire.access.Grants;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.Notification;
import io.tapewire.http.Rejected;
import io.tapewire.log.ManualClock;
import io.tapewire.shared.SharedRequests;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class KeyedRequestsTest {
    private static final Caller ADA = Caller.withToken("ada", "t1", null, Grants.ALL);
    private static final Caller BEA = Caller.withToken("bea", "t2", null, Grants.ALL);
    private static final KeyedRequests.Id ID = id(ADA, "build", "k");
    private static final JsonObject RECEIPT = JsonValue.EMPTY_JSON_OBJECT;

    private final ManualClock clock = new ManualClock();
    private final KeyedRequests requests =
            new KeyedRequests(Limits.STANDARD.with(Limit.IDEMPOTENCY_KEYS, 2), SharedRequests.NONE, clock);
    private final List<String> published = new ArrayList<>();

    @Test
    void a_request_that_was_completed_is_answered_as_before() {
        complete(ID);
        assertThat(requests.begin(ID).answer()).isSameAs(RECEIPT);
    }

    @Test
    void the_key_of_another_caller_or_channel_names_another_request() {
        complete(ID);
        assertThat(requests.begin(id(BEA, "build", "k")).answer()).isNull();
        requests.end(requests.begin(ID));
        clock.advance(Duration.ofMinutes(5));
        assertThat(requests.begin(id(ADA, "deploy", "k")).answer()).isNull();
    }

    @Test
    void the_same_request_at_the_same_time_is_refused() {
        KeyedRequest first = requests.begin(ID);
        assertRefused(() -> requests.begin(ID), 409, "in_progress");
        requests.end(first);
        assertThat(requests.begin(ID)).isSameAs(first);
    }

    @Test
    void a_request_is_remembered_for_five_minutes_after_its_last_use() {
        complete(ID);
        clock.advance(Duration.ofSeconds(299));
        requests.end(requests.begin(ID));
        clock.advance(Duration.ofSeconds(299));
        KeyedRequest again = requests.begin(ID);
        assertThat(again.answer()).isSameAs(RECEIPT);
        requests.end(again);
        clock.advance(Duration.ofMinutes(5));
        assertThat(requests.begin(ID).answer()).isNull();
    }

    @Test
    void a_request_in_progress_is_never_forgotten() {
        requests.begin(ID);
        clock.advance(Duration.ofDays(1));
        assertRefused(() -> requests.begin(ID), 409, "in_progress");
    }

    @Test
    void one_more_than_can_be_remembered_is_told_to_come_again() {
        complete(ID);
        complete(id(ADA, "build", "other"));
        assertRefused(() -> requests.begin(id(ADA, "build", "third")), 503, "busy");
        assertThat(requests.begin(ID).answer()).isSameAs(RECEIPT);
        clock.advance(Duration.ofMinutes(5));
        assertThat(requests.begin(id(ADA, "build", "third")).answer()).isNull();
    }

    @Test
    void a_request_that_breaks_off_continues_after_what_was_published() {
        String lines = line("one") + line("two") + line("three");
        for (int cut = 0; cut <= lines.length(); cut++) {
            published.clear();
            KeyedRequests.Id id = id(ADA, "build", "cut");
            Body first = body(id);
            take(first, lines.substring(0, cut));
            first.breakOff();

            Body second = body(id);
            take(second, lines);
            second.end();
            assertThat(published).as("cut after %d", cut).containsExactly("one", "two", "three");
            clock.advance(Duration.ofMinutes(5));
        }
    }

    @Test
    void a_message_that_was_refused_is_not_counted() {
        Body first = body(ID);
        assertRefused(() -> take(first, line("one") + "{}\n"), 400, "bad_field");
        first.breakOff();
        Body second = body(ID);
        take(second, line("one") + line("two"));
        second.end();
        assertThat(published).containsExactly("one", "two");
    }

    private void complete(KeyedRequests.Id id) {
        KeyedRequest request = requests.begin(id);
        request.answer(RECEIPT);
        requests.end(request);
    }

    private Body body(KeyedRequests.Id id) {
        KeyedRequest request = requests.begin(id);
        MessagesBody messages = new MessagesBody(
                "build",
                true,
                Limits.STANDARD,
                () -> {},
                request.once(event -> published.add(((Notification) event).title())));
        return new HoldingBody(messages, () -> requests.end(request));
    }

    private static void take(Body body, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        body.take(bytes, bytes.length);
    }

    private static String line(String title) {
        return "{\"type\":\"notification\",\"data\":{\"title\":\"%s\",\"message\":\"m\"}}\n".formatted(title);
    }

    private static KeyedRequests.Id id(Caller caller, String channel, String key) {
        return new KeyedRequests.Id(caller.owner(), channel, key);
    }

    private static void assertRefused(ThrowingCallable work, int status, String code) {
        assertThatThrownBy(work).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.status()).isEqualTo(status);
            assertThat(rejected.code()).isEqualTo(code);
        });
    }
}

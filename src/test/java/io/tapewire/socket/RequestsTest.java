package io.tapewire.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.access.Caller;
import io.tapewire.access.Grants;
import io.tapewire.channel.ChannelPattern;
import io.tapewire.channel.ChannelSummary;
import io.tapewire.channel.Channels;
import io.tapewire.channel.Outlet;
import io.tapewire.channel.Senders;
import io.tapewire.channel.Subscriber;
import io.tapewire.config.Limits;
import io.tapewire.directory.Directory;
import io.tapewire.log.Frame;
import io.tapewire.log.TimeSource;
import io.tapewire.protocol.CloseCode;
import io.tapewire.protocol.MessageType;
import io.tapewire.protocol.RecordType;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RequestsTest {
    private final Channels channels = new Channels(Limits.STANDARD, TimeSource.system());
    private final Senders senders = new Senders(channels, Limits.STANDARD, System::nanoTime);
    private final Inbox inbox = new Inbox();
    private Subscriber subscriber;
    private Requests requests;

    @BeforeEach
    void connect() {
        senders.start(Thread::new);
        subscriber = senders.admit(inbox, "ada");
        requests = Visitors.requests(subscriber, Caller.ADMINISTRATOR);
    }

    @AfterEach
    void stop() {
        senders.stop();
    }

    @Test
    void a_ping_is_answered_by_a_pong() {
        requests.take("{\"type\":\"ping\",\"id\":7}");
        JsonObject pong = inbox.next();
        assertThat(pong.getString("type")).isEqualTo("pong");
        assertThat(pong.getInt("id")).isEqualTo(7);
        assertThat(pong.getJsonObject("data")).isEmpty();
        assertThat(pong.getString("timestamp")).matches("\\d{4}-.*Z");
    }

    @Test
    void a_subscription_is_answered_and_begins_with_the_history() {
        channels.append("build", RecordType.OUTPUT, "old".getBytes(UTF_8));
        requests.take("{\"type\":\"subscribe\",\"channel\":\"build\",\"id\":\"s\"}");
        JsonObject subscribed = inbox.next();
        assertThat(subscribed.getString("type")).isEqualTo("subscribed");
        assertThat(subscribed.getString("channel")).isEqualTo("build");
        assertThat(subscribed.getString("id")).isEqualTo("s");
        assertThat(subscribed.getJsonObject("data").getBoolean("recovered")).isFalse();
        assertThat(inbox.next().getJsonObject("data").getString("output")).isEqualTo("old");
    }

    @Test
    void a_subscription_with_epoch_and_offset_resumes() {
        channels.append("build", RecordType.OUTPUT, "old".getBytes(UTF_8));
        var position = channels.open("build").position();
        channels.append("build", RecordType.OUTPUT, "new".getBytes(UTF_8));
        requests.take("{\"type\":\"subscribe\",\"channel\":\"build\",\"data\":{\"epoch\":\"" + position.epoch()
                + "\",\"offset\":" + position.offset() + ",\"window\":1000}}");
        JsonObject subscribed = inbox.next();
        assertThat(subscribed.getJsonObject("data").getBoolean("recovered")).isTrue();
        assertThat(subscribed.getInt("offset")).isEqualTo(1);
        assertThat(inbox.next().getJsonObject("data").getString("output")).isEqualTo("new");
    }

    @Test
    void a_channel_named_in_the_address_is_subscribed_to() {
        requests.watch("build");
        assertThat(inbox.next().getString("type")).isEqualTo("subscribed");
        assertThat(channels.open("build").viewers()).isOne();
    }

    @Test
    void a_bad_channel_in_the_address_is_refused_by_its_name() {
        requests.watch("no name");
        JsonObject error = inbox.next();
        assertThat(error.getJsonObject("data").getString("code")).isEqualTo("bad_channel");
        assertThat(error.getString("channel")).isEqualTo("no name");
        assertThat(channels.list()).isEmpty();
    }

    @Test
    void a_subscription_ends_when_the_client_says_so() {
        requests.watch("build");
        requests.take("{\"type\":\"unsubscribe\",\"channel\":\"build\",\"id\":1}");
        assertThat(inbox.next().getString("type")).isEqualTo("subscribed");
        JsonObject unsubscribed = inbox.next();
        assertThat(unsubscribed.getString("type")).isEqualTo("unsubscribed");
        assertThat(unsubscribed.getString("channel")).isEqualTo("build");
        assertThat(unsubscribed.getInt("id")).isOne();
        assertThat(channels.find("build")).as("nobody needs it").isEmpty();
    }

    @Test
    void an_acknowledgement_is_not_answered() {
        requests.watch("build");
        requests.take("{\"type\":\"ack\",\"channel\":\"build\",\"data\":{\"offset\":0}}");
        requests.take("{\"type\":\"ping\"}");
        assertThat(inbox.next().getString("type")).isEqualTo("subscribed");
        assertThat(inbox.next().getString("type")).isEqualTo("pong");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"unsubscribe","channel":"build","id":1}             | not_subscribed
            {"type":"ack","channel":"build","data":{"offset":1},"id":1} | not_subscribed
            {"type":"subscribe","id":1}                                 | bad_channel
            {"type":"unsubscribe","id":1}                               | bad_channel
            {"type":"ack","data":{"offset":1},"id":1}                   | bad_channel
            {"type":"subscribe","channel":"","id":1}                    | bad_channel
            {"type":"subscribe","channel":"a/../b","id":1}                | bad_channel
            {"type":"subscribe","channel":"a/output","id":1}            | bad_channel
            {"type":"subscribe","channel":5,"id":1}                     | bad_field
            {"type":"subscribe","channel":null,"id":1}                  | bad_field
            {"type":"subscribe","channel":"a","data":[],"id":1}         | bad_field
            {"type":"subscribe","channel":"a","data":{"epoch":"e"},"id":1}              | bad_field
            {"type":"subscribe","channel":"a","data":{"offset":1},"id":1}               | bad_field
            {"type":"subscribe","channel":"a","data":{"epoch":1,"offset":1},"id":1}     | bad_field
            {"type":"subscribe","channel":"a","data":{"epoch":"e","offset":-1},"id":1}  | bad_field
            {"type":"subscribe","channel":"a","data":{"epoch":"e","offset":1.5},"id":1} | bad_field
            {"type":"subscribe","channel":"a","data":{"epoch":"e","offset":"1"},"id":1} | bad_field
            {"type":"subscribe","channel":"a","data":{"epoch":"e","offset":1e99},"id":1} | bad_field
            {"type":"subscribe","channel":"a","data":{"window":0},"id":1}               | bad_field
            {"type":"subscribe","channel":"a","data":{"window":-1},"id":1}              | bad_field
            {"type":"subscribe","channel":"a","data":{"window":2147483648},"id":1}      | bad_field
            {"type":"subscribe","channel":"a","data":{"window":"1"},"id":1}             | bad_field
            {"type":"subscribe","channel":"a","data":{"window":true},"id":1}            | bad_field
            {"type":"ack","channel":"a","id":1}                                         | bad_field
            {"type":"ack","channel":"a","data":{"offset":"1"},"id":1}                   | bad_field
            {"type":"ping","data":"x","id":1}                                           | bad_field
            {"type":"dance","id":1}                                                     | unknown_type
            {"type":"PING","id":1}                                                      | unknown_type
            {"type":"pong","id":1}                                                      | unknown_type
            {"type":"terminal_output","channel":"a","data":{"output":"x"},"id":1}       | unknown_type
            {"type":"connected","id":1}                                                 | unknown_type
            {"id":1}                                                                    | bad_field
            """)
    void a_bad_request_is_answered_by_its_error_and_the_connection_lives_on(String request, String code) {
        requests.take(request);
        JsonObject error = inbox.next();
        assertThat(error.getString("type")).isEqualTo("error");
        assertThat(error.getInt("id")).isOne();
        assertThat(error.getJsonObject("data").getString("code")).isEqualTo(code);
        assertThat(error.getJsonObject("data").getString("message")).isNotBlank();
        assertThat(channels.list()).as("channels made by it").isEmpty();
        assertLivesOn();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                               | bad_json
            hello                            | bad_json
            {"type":"ping"                   | bad_json
            {"type":"ping"}{"type":"ping"}   | bad_json
            [{"type":"ping"}]                | bad_json
            "ping"                           | bad_json
            null                             | bad_json
            {"type":"ping","id":{}}          | bad_field
            {"type":"ping","id":true}        | bad_field
            {"type":7}                       | bad_field
            {}                               | bad_field
            """)
    void what_has_no_readable_name_is_answered_without_one(String request, String code) {
        requests.take(request);
        JsonObject error = inbox.next();
        assertThat(error.getString("type")).isEqualTo("error");
        assertThat(error).doesNotContainKey("id");
        assertThat(error.getJsonObject("data").getString("code")).isEqualTo(code);
        assertLivesOn();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a/1":{"epoch":"e"}}                | bad_field
            {"a/1":{}}                           | bad_field
            {"a/1":5}                            | bad_field
            {"b/1":{"epoch":"e","offset":1}}     | bad_field
            {"a/../b":{"epoch":"e","offset":1}}  | bad_field
            {"":{"epoch":"e","offset":1}}        | bad_field
            {"a/*":{"epoch":"e","offset":1}}     | bad_field
            [1]                                  | bad_field
            """)
    void positions_are_of_channels_that_fit_the_pattern(String positions, String code) {
        requests.take(
                "{\"type\":\"subscribe\",\"channel\":\"a/*\",\"id\":1,\"data\":{\"positions\":" + positions + "}}");
        assertThat(inbox.next().getJsonObject("data").getString("code")).isEqualTo(code);
        assertLivesOn();
    }

    @Test
    void there_are_not_more_positions_than_subscriptions() {
        String many = IntStream.range(0, 1_001)
                .mapToObj(i -> "\"a/" + i + "\":{\"epoch\":\"e\",\"offset\":1}")
                .collect(Collectors.joining(","));
        requests.take("{\"type\":\"subscribe\",\"channel\":\"a/*\",\"data\":{\"positions\":{" + many + "}}}");
        assertThat(inbox.next().getJsonObject("data").getString("message")).contains("1000");
    }

    @Test
    void patterns_and_fresh_tokens_are_taken_at_a_bounded_rate() {
        requests = Visitors.requests(subscriber, Caller.ADMINISTRATOR, Visitors.budget(2));
        requests.take("{\"type\":\"subscribe\",\"channel\":\"a/*\"}");
        requests.take("{\"type\":\"refresh\",\"data\":{\"token\":\"guess\"}}");
        requests.take("{\"type\":\"refresh\",\"data\":{\"token\":\"guess\"},\"id\":3}");
        requests.take("{\"type\":\"subscribe\",\"channel\":\"a/*\",\"id\":4}");
        assertThat(inbox.next().getString("type")).isEqualTo("subscribed");
        assertThat(inbox.next().getJsonObject("data").getString("code")).isEqualTo("unauthorized");
        for (int id = 3; id <= 4; id++) {
            JsonObject error = inbox.next();
            assertThat(error.getInt("id")).isEqualTo(id);
            assertThat(error.getJsonObject("data").getString("code")).isEqualTo("too_many_requests");
        }
        assertLivesOn();
    }

    @ParameterizedTest
    @EnumSource
    void no_type_of_message_reaches_a_channel_that_its_sender_may_not_watch(MessageType type) {
        channels.append("secret/1", RecordType.OUTPUT, "hidden".getBytes(UTF_8));
        channels.open("secret/1").position();
        Caller stranger = Caller.withToken("eve", null, null, Grants.NONE);
        Directory directory = new Directory(channels::list, Limits.STANDARD, InstantSource.system());
        requests = Visitors.requests(subscriber, stranger, Visitors.budget(100), directory);
        for (String channel : new String[] {"secret/1", "secret/none", "secret/*", "**"}) {
            requests.take("{\"type\":\"" + type.wireName() + "\",\"channel\":\"" + channel
                    + "\",\"data\":{\"offset\":1,\"epoch\":\"e\",\"token\":\"guess\"}}");
            requests.take("{\"type\":\"" + type.wireName() + "\",\"channel\":\"" + channel + "\"}");
            requests.take("{\"type\":\"ping\",\"id\":\"end\"}");
            for (JsonObject answer = inbox.next(); !answer.containsKey("id"); answer = inbox.next()) {
                assertThat(answer.getString("type")).isIn("error", "pong", "channels");
                if (answer.getString("type").equals("channels")) {
                    assertThat(answer.getJsonObject("data").getJsonArray("channels"))
                            .isEmpty();
                }
            }
        }
        assertThat(channels.list()).extracting(ChannelSummary::name).containsExactly("secret/1");
        assertThat(channels.open("secret/1").viewers()).isZero();
    }

    @Test
    void a_refusal_of_the_endpoints_is_an_error_like_any_other() {
        requests.refuse("wrong_kind", "binary messages need the subprotocol");
        JsonObject error = inbox.next();
        assertThat(error.getJsonObject("data").getString("code")).isEqualTo("wrong_kind");
        assertLivesOn();
    }

    private void assertLivesOn() {
        requests.take("{\"type\":\"ping\"}");
        assertThat(inbox.next().getString("type")).isEqualTo("pong");
        assertThat(inbox.closed).isNull();
    }

    /** A viewer that takes every frame at once. */
    @Test
    void the_list_has_the_channels_that_may_be_watched() {
        channels.append("mine/a", RecordType.OUTPUT, "text\n".getBytes(UTF_8));
        channels.append("other/b", RecordType.OUTPUT, "text\n".getBytes(UTF_8));
        channels.upkeep().sealOlderThan(0);
        Grants grants = new Grants(List.of(ChannelPattern.of("mine/**")), List.of(), List.of());
        Caller ada = Caller.withToken("ada", null, null, grants);
        Directory directory = new Directory(channels::list, Limits.STANDARD, InstantSource.system());

        Visitors.requests(subscriber, ada, Visitors.budget(100), directory).take("{\"type\":\"watch_channels\"}");

        JsonObject list = inbox.next();
        assertThat(list.getString("type")).isEqualTo("channels");
        assertThat(list.toString()).contains("mine/a").doesNotContain("other");
    }

    private static final class Inbox implements Outlet {
        private static final long PATIENCE_S = 20;

        private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        private volatile CloseCode closed;

        JsonObject next() {
            try {
                String frame = frames.poll(PATIENCE_S, TimeUnit.SECONDS);
                assertThat(frame).as("the next frame").isNotNull();
                return Json.createReader(new StringReader(frame)).readObject();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void send(Frame frame, Completion done) {
            frames.add(frame.text());
            done.completed(true);
        }

        @Override
        public void ping() {
            // a viewer that is there
        }

        @Override
        public void close(CloseCode code, String reason) {
            closed = code;
        }
    }
}

package io.tapewire.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.channel.Channels;
import io.tapewire.log.RequestMessage;
import io.tapewire.log.TimeSource;
import io.tapewire.protocol.RecordType;
import io.tapewire.shared.SharedRequests;
import io.tapewire.shared.SharedRequests.Begun;
import io.tapewire.shared.SharedRequests.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are sent to two servers with a real Redis. */
class RedisRequestsTest {
    @TempDir
    private Path home;

    private Nodes nodes;
    private RedisArchive archive;
    private SharedRequests here;
    private SharedRequests there;

    @BeforeEach
    void start() {
        nodes = new Nodes(home);
        archive = nodes.join();
        here = archive.sharing("token").requests(2, 60);
        there = nodes.join().sharing("token").requests(2, 60);
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void a_request_that_was_completed_is_answered_as_before_on_the_other_server() {
        assertThat(here.begin("r")).isEqualTo(new Begun(Outcome.DONE, 0, null));
        here.complete("r", "{\"offset\":1}");

        assertThat(there.begin("r").answer()).isEqualTo("{\"offset\":1}");
        assertThat(nodes.redis().dump()).doesNotContain("offset\\\":1");
    }

    @Test
    void of_two_at_the_same_moment_one_begins() {
        for (int i = 0; i < 20; i++) {
            String id = "r";
            List<Outcome> outcomes = Stream.of(here, there)
                    .parallel()
                    .map(each -> each.begin(id).outcome())
                    .toList();
            assertThat(outcomes).containsExactlyInAnyOrder(Outcome.DONE, Outcome.IN_PROGRESS);
            here.end(id);
            there.end(id);
        }
    }

    @Test
    void more_than_can_be_remembered_cannot_begin() {
        here.begin("one");
        there.begin("two");

        assertThat(here.begin("three").outcome()).isEqualTo(Outcome.TOO_MANY);
        assertThat(here.begin("one").outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void how_many_of_its_messages_are_stored_is_known_as_soon_as_they_are_even_if_the_server_ends_then() {
        Channels channels = new Channels(Nodes.LIMITS, TimeSource.system(), archive);
        here.begin("r");
        for (int number = 1; number <= 3; number++) {
            byte[] json = ("{\"title\":\"" + number + "\",\"message\":\"m\"}").getBytes(UTF_8);
            new RequestMessage("build", "r", number)
                    .publish(() -> channels.appendMessage("build", RecordType.NOTIFICATION, json));
        }
        new RequestMessage("elsewhere", "r", 9)
                .publish(() -> channels.appendMessage("build", RecordType.NOTIFICATION, "{}".getBytes(UTF_8)));
        channels.open("build").position();
        // it says nothing any more, as after kill -9
        archive.close();

        assertThat(there.begin("r").outcome()).isEqualTo(Outcome.IN_PROGRESS);
        Begun begun = Awaitility.await("its lease ends")
                .atMost(Duration.ofSeconds(20))
                .until(() -> there.begin("r"), each -> each.outcome() == Outcome.DONE);
        assertThat(begun).isEqualTo(new Begun(Outcome.DONE, 3, null));
    }
}

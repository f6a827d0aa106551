package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client's way with compressed frames, in a real browser. */
class DeflateBrowserIT extends OwnPagesTest {
    private static final long BRACE = '{';
    private static final long DEFLATED = 2;

    @BeforeEach
    void forgetTheChannel() {
        producer.delete(channel);
    }

    @Test
    void compressed_and_plain_frames_come_in_their_order() {
        watch(false);

        assertOutputIsWhole();
        assertThat((List<?>) ask("[...new Set(begins)].sort((a, b) => a - b)")).isEqualTo(List.of(DEFLATED, BRACE));
        assertThat(ask("protocols.join()")).isEqualTo("tapewire.deflate");
    }

    @Test
    void so_they_do_in_the_worker_that_all_tabs_share() {
        watch(true);

        assertOutputIsWhole();
    }

    private void watch(boolean share) {
        producer.print(channel, log(0));
        runOnEmptyPage("""
                const { createWebSocketClient } = await import('/tapewire/client/index.js');
                const [channel, share] = arguments;
                window.begins = [];
                window.protocols = [];
                window.WebSocket = class extends WebSocket {
                  constructor(...values) {
                    super(...values);
                    this.addEventListener('open', () => protocols.push(this.protocol));
                    this.addEventListener('message', ({ data }) => begins.push(new Uint8Array(data)[0]));
                  }
                };
                window.output = '';
                window.client = createWebSocketClient({ channels: [channel], share, deflate: true });
                client.subscribe('terminal_output', ({ data }) => { output += data.output; });
                client.connect();""", channel, share);
    }

    private void assertOutputIsWhole() {
        StringBuilder printed = new StringBuilder(log(0));
        awaitValue("output.length", (long) printed.length());
        for (int burst = 1; burst < 4; burst++) {
            producer.print(channel, "a single line\n");
            producer.print(channel, log(burst));
            printed.append("a single line\n").append(log(burst));
        }
        awaitValue("output.length", (long) printed.length());
        assertThat(ask("output")).isEqualTo(printed.toString());
    }

    private static String log(int burst) {
        return IntStream.range(0, 5_000)
                .mapToObj(i -> "[INFO] burst " + burst + ": module " + i * 7919L % 10_007 + " is compiled\n")
                .collect(Collectors.joining());
    }
}

package io.tapewire.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.log.Frame;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a connection sends besides its channels does not keep them waiting, and is not kept waiting by them. */
class TransferTest {
    private final Rig rig = new Rig(Limits.STANDARD.with(Limit.SENDER_BYTES, 2 * 65_536));
    private final FakeOutlet outlet = FakeOutlet.held();
    private final Subscriber subscriber = rig.connect(outlet);

    /** So many pieces. */
    private static final class Pieces implements Transfer {
        private int left;

        Pieces(int count) {
            left = count;
        }

        @Override
        public Frame next() {
            return left-- > 0 ? Frame.reply("piece".getBytes(UTF_8)) : null;
        }
    }

    private List<String> sent() {
        return outlet.frames().stream()
                .map(frame -> frame.text().equals("piece") ? "piece" : "other")
                .toList();
    }

    @Test
    void it_is_sent_until_there_is_no_more_and_again_when_there_is() {
        Pieces pieces = new Pieces(3);
        subscriber.send(pieces);
        rig.run();
        assertThat(sent()).as("one frame is under way").containsExactly("piece");

        rig.landAll(outlet);
        assertThat(sent()).hasSize(3);

        pieces.left = 2;
        subscriber.send(pieces);
        subscriber.send(pieces);
        rig.run();
        rig.landAll(outlet);
        assertThat(sent()).hasSize(5);
    }

    @Test
    void a_line_waits_for_the_piece_that_is_under_way_and_for_no_other() {
        subscriber.subscribe(Subscription.whole("build"));
        rig.run();
        rig.landAll(outlet);
        subscriber.send(new Pieces(100));
        rig.run();
        outlet.land();
        rig.run();
        int before = outlet.count();

        rig.output("build", "a line");
        rig.passPace();
        outlet.land();
        rig.run();

        assertThat(sent().subList(before, outlet.count())).containsExactly("other");
        assertThat(outlet.frames().get(before).text()).contains("a line");
    }

    @Test
    void output_without_end_and_pieces_take_turns() {
        rig.output("build", "x".repeat(1_000_000));
        subscriber.subscribe(Subscription.whole("build"));
        subscriber.send(new Pieces(5));
        rig.run();

        rig.landAll(outlet);

        List<String> sent = sent();
        int first = sent.indexOf("piece");
        assertThat(first).isLessThan(3);
        assertThat(sent.subList(first, first + 9))
                .containsExactly("piece", "other", "piece", "other", "piece", "other", "piece", "other", "piece");
    }

    @Test
    void several_take_turns() {
        Pieces one = new Pieces(10);
        Pieces other = new Pieces(10);
        subscriber.send(one);
        subscriber.send(other);
        rig.run();
        for (int i = 0; i < 6; i++) {
            outlet.land();
            rig.run();
        }

        assertThat(one.left).isEqualTo(6);
        assertThat(other.left).isEqualTo(7);
    }

    @Test
    void replies_go_first() {
        subscriber.send(new Pieces(10));
        rig.run();
        subscriber.reply(Rig.pong());
        rig.run();
        outlet.land();
        rig.run();

        assertThat(sent()).containsExactly("piece", "other");
    }

    @Test
    void pieces_wait_for_room_and_lines_do_not() {
        rig.output("flood", "x".repeat(1_000_000));
        List<FakeOutlet> others = Stream.generate(FakeOutlet::held).limit(3).toList();
        others.forEach(other -> rig.connect(other).subscribe(Subscription.whole("flood")));
        rig.run();
        // the answer is there, and a full frame is under way to each
        others.forEach(FakeOutlet::land);
        rig.run();
        subscriber.subscribe(Subscription.whole("build"));
        rig.run();
        rig.landAll(outlet);
        int before = outlet.count();

        subscriber.send(new Pieces(1));
        rig.run();
        assertThat(outlet.count()).isEqualTo(before);

        rig.output("build", "a line");
        rig.passPace();
        assertThat(sent().subList(before, outlet.count())).containsExactly("other");
    }

    @Test
    void nothing_is_asked_of_it_after_the_connection_has_ended() {
        Pieces pieces = new Pieces(10);
        subscriber.send(pieces);
        rig.run();

        subscriber.leave();
        subscriber.send(pieces);
        rig.run();

        assertThat(pieces.left).isEqualTo(9);
    }
}

package io.tapewire.channel;

import io.tapewire.log.LogReader;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.MessageType;
import java.util.List;

/** A viewer of the channel "build" among real threads: acknowledges what it takes, if it named a window. */
final class RealViewer {
    private final FakeOutlet outlet;
    private final Subscriber subscriber;
    private volatile boolean windowed;
    private volatile boolean left;

    RealViewer(FakeOutlet outlet, Subscriber subscriber) {
        this.outlet = outlet;
        this.subscriber = subscriber;
    }

    void subscribe(String epoch, long offset, int window) {
        windowed = window > 0;
        subscriber.subscribe(new Subscription("build", epoch, offset, window, null));
    }

    /** Has the frame land that came last, and acknowledges it. */
    void take(Runnable landing) {
        Envelope taken = outlet.last();
        landing.run();
        if (windowed && taken.type() == MessageType.TERMINAL_OUTPUT) {
            subscriber.acknowledge("build", taken.offset(), null);
        }
    }

    /** Leaves, and tells what it has seen by then. */
    Replay leave() {
        left = true;
        subscriber.leave();
        return replay();
    }

    boolean hasLeft() {
        return left;
    }

    boolean isIn(String epoch) {
        return outlet.count() > 0 && epoch.equals(outlet.last().epoch());
    }

    boolean stands(String epoch, long offset) {
        return isIn(epoch) && LogReader.lastOf(outlet.last()) == offset;
    }

    List<Envelope> messages() {
        return outlet.envelopes();
    }

    Replay replay() {
        return Replay.of("build", messages());
    }

    List<String> faults() {
        return outlet.faults();
    }
}

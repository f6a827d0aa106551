package io.tapewire.channel;

import io.tapewire.log.Frame;
import io.tapewire.log.LogReader;
import io.tapewire.protocol.CloseCode;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.MessageType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/**
 * A viewer's connection. It takes frames at once, on another thread, when the test says so, or never; and it notes when the
 * rules of {@link Outlet} are broken. Any thread.
 */
final class FakeOutlet implements Outlet {
    /** What becomes of a frame. */
    interface Way {
        void take(Completion done);
    }

    private final List<Frame> frames = new ArrayList<>();
    private final List<Envelope> envelopes = new ArrayList<>();
    private final List<Completion> held = new ArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final List<CloseCode> closes = new CopyOnWriteArrayList<>();
    private volatile Way way;
    private boolean underWay;
    private int pings;

    /** Frames are on their way before {@code send} returns. */
    static FakeOutlet inline() {
        FakeOutlet outlet = new FakeOutlet();
        outlet.way = done -> outlet.landed(done, true);
        return outlet;
    }

    /** Frames stay under way until the test has them {@link #land}. */
    static FakeOutlet held() {
        FakeOutlet outlet = new FakeOutlet();
        outlet.hold();
        return outlet;
    }

    /** Frames are reported as sent by another thread. */
    static FakeOutlet on(Executor threads) {
        FakeOutlet outlet = new FakeOutlet();
        outlet.way = done -> threads.execute(() -> outlet.landed(done, true));
        return outlet;
    }

    void hold() {
        way = done -> {
            synchronized (this) {
                held.add(done);
            }
        };
    }

    void takeAtOnce() {
        way = done -> landed(done, true);
    }

    void breakDown() {
        way = done -> landed(done, false);
    }

    void goWrong() {
        way = done -> {
            throw new IllegalStateException("a fault of the connection's");
        };
    }

    /** Lets the frame arrive that is under way. Returns false if there is none. */
    boolean land() {
        return land(true);
    }

    /** Loses the frame that is under way, and with it the connection. */
    boolean lose() {
        return land(false);
    }

    private boolean land(boolean sent) {
        Completion done;
        synchronized (this) {
            if (held.isEmpty()) {
                return false;
            }
            done = held.remove(0);
        }
        landed(done, sent);
        return true;
    }

    private void landed(Completion done, boolean sent) {
        synchronized (this) {
            underWay = false;
        }
        done.completed(sent);
    }

    @Override
    public void send(Frame frame, Completion done) {
        synchronized (this) {
            if (underWay) {
                faults.add("sent while another frame was under way: " + frame.text());
            }
            if (frame.bytes().remaining() != frame.size()) {
                faults.add("a frame whose bytes are used up: " + frame.text());
            }
            underWay = true;
            frames.add(frame);
        }
        way.take(done);
    }

    @Override
    public synchronized void ping() {
        if (underWay) {
            faults.add("pinged while a frame was under way");
        }
        pings++;
    }

    @Override
    public void close(CloseCode code, String reason) {
        closes.add(code);
    }

    synchronized List<Frame> frames() {
        return List.copyOf(frames);
    }

    synchronized List<Envelope> envelopes() {
        frames.subList(envelopes.size(), frames.size()).forEach(frame -> envelopes.add(LogReader.decode(frame)));
        return List.copyOf(envelopes);
    }

    List<MessageType> types() {
        return envelopes().stream().map(Envelope::type).toList();
    }

    /** What came as output of a channel, as one text. */
    String output(String channel) {
        return LogReader.outputOf(envelopes().stream()
                .filter(envelope -> channel.equals(envelope.channel()))
                .toList());
    }

    Envelope last() {
        List<Envelope> all = envelopes();
        return all.get(all.size() - 1);
    }

    synchronized int count() {
        return frames.size();
    }

    synchronized int pings() {
        return pings;
    }

    synchronized boolean isUnderWay() {
        return underWay;
    }

    List<CloseCode> closes() {
        return List.copyOf(closes);
    }

    List<String> faults() {
        return List.copyOf(faults);
    }
}

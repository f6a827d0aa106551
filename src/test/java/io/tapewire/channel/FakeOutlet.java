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
    private Trouble trouble = Trouble.none();
    private Completion told;
    private boolean underWay;
    private boolean broken;
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

    /** From now on calls go wrong now and then. */
    void have(Trouble unforeseen) {
        trouble = unforeseen;
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
            throw new NullPointerException("a fault of the container's");
        };
    }

    /** Tells once more that the frame has arrived that did so last. */
    void tellAgain() {
        Completion again;
        synchronized (this) {
            again = told;
        }
        if (again != null) {
            again.completed(true);
        }
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
            told = done;
            broken |= !sent;
        }
        done.completed(sent);
    }

    @Override
    public void send(Frame frame, Completion done) {
        synchronized (this) {
            if (broken) {
                faults.add("sent to a connection that is gone: " + frame.text());
            }
            if (underWay) {
                faults.add("sent while another frame was under way: " + frame.text());
            }
            if (frame.bytes().remaining() != frame.size()) {
                faults.add("a frame whose bytes are used up: " + frame.text());
            }
            underWay = true;
            frames.add(frame);
        }
        Trouble.Moment moment = trouble.moment();
        if (moment == Trouble.Moment.NEVER) {
            way.take(done);
        } else {
            goWrong(moment, done);
        }
    }

    private void goWrong(Trouble.Moment moment, Completion done) {
        broken = true;
        switch (moment) {
            case LONG_BEFORE_THE_COMPLETION -> held.add(done);
            case BETWEEN_TWO_COMPLETIONS -> {
                done.completed(trouble.coin());
                done.completed(trouble.coin());
            }
            case AFTER_IT_WENT_WELL -> done.completed(true);
            case AFTER_IT_DID_NOT -> done.completed(false);
            default -> {
                // nobody hears of it
            }
        }
        trouble.strike();
    }

    @Override
    public synchronized void ping() {
        if (underWay) {
            faults.add("pinged while a frame was under way");
        }
        if (broken) {
            faults.add("pinged when the connection was gone");
        }
        pings++;
        if (trouble.isDue()) {
            broken = true;
            trouble.strike();
        }
    }

    @Override
    public void close(CloseCode code, String reason) {
        if (!closes.isEmpty()) {
            faults.add("closed again: " + code);
        }
        closes.add(code);
        if (trouble.isDue()) {
            trouble.strike();
        }
    }

    /** Whether the engine has been told, in whatever way, that the connection is gone. */
    synchronized boolean isBroken() {
        return broken;
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

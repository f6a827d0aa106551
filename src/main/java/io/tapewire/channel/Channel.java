package io.tapewire.channel;

import io.tapewire.event.RunEnded;
import io.tapewire.event.RunStarted;
import io.tapewire.log.Log;
import io.tapewire.log.Position;
import io.tapewire.protocol.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A name, its log and those who watch it. Any thread. */
public final class Channel {
    private final String name;
    private final long holdBytes;
    private final Supplier<Log> logs;
    private final List<Sender> senders = new ArrayList<>();
    private volatile Audience[] audiences = new Audience[0];
    private volatile Log log;
    private boolean retired;

    Channel(String name, long holdBytes, Supplier<Log> logs) {
        this.name = name;
        this.holdBytes = holdBytes;
        this.logs = logs;
        this.log = logs.get();
    }

    public String name() {
        return name;
    }

    /** Identity and last offset of its log, after making visible what was appended so far. */
    public Position position() {
        Log current = log;
        return new Position(current.epoch(), current.seal());
    }

    /** How many subscribers there are. */
    public int viewers() {
        int viewers = 0;
        for (Audience audience : audiences) {
            viewers += audience.size();
        }
        return viewers;
    }

    /**
     * How far the slowest subscriber is behind that a producer waits for, in bytes of the log. Has the senders look again,
     * for the answer next time.
     */
    public long lagBytes() {
        long end = log.span().end();
        long slowest = end;
        for (Audience audience : audiences) {
            slowest = Math.min(slowest, audience.slowest());
            audience.grown();
        }
        return end - slowest;
    }

    /** Bytes of output that its subscribers were sent so far, all together. */
    public long takenBytes() {
        long taken = 0;
        for (Audience audience : audiences) {
            taken += audience.taken();
        }
        return taken;
    }

    /**
     * How long until the first subscribers may be sent flowing output again, in nanoseconds: what is printed until then need
     * not be here earlier. {@link Long#MAX_VALUE} if nobody watches.
     */
    public long waitNanos(long now) {
        long wait = Long.MAX_VALUE;
        for (Audience audience : audiences) {
            if (audience.size() > 0) {
                wait = Math.min(wait, audience.waitNanos(now));
            }
        }
        return wait;
    }

    /** Appends output. Returns false if this channel has been forgotten: open it again. */
    boolean append(RecordType type, byte[] utf8, String run) {
        return inLog(current -> current.append(type, utf8, run));
    }

    /** Appends a record that is not output. Returns false if this channel has been forgotten: open it again. */
    boolean appendMessage(RecordType type, byte[] json) {
        return inLog(current -> current.appendMessage(type, json));
    }

    /** Starts a run. Returns false if this channel has been forgotten: open it again. */
    boolean start(RunStarted event) {
        return inLog(current -> current.start(event));
    }

    /** Ends a run. Returns false if this channel has been forgotten: open it again. */
    boolean end(RunEnded event) {
        return inLog(current -> current.end(event));
    }

    private boolean inLog(Predicate<Log> append) {
        for (Log current = log; !append.test(current); current = log) {
            if (current == log) {
                return false;
            }
        }
        grown();
        return true;
    }

    private void grown() {
        for (Audience audience : audiences) {
            audience.grown();
        }
    }

    /** Adds a subscriber. Returns {@code null} if this channel has been forgotten: open it again. */
    Cursor join(Subscriber subscriber, Sender sender, Subscription wish, int frameBytes) {
        Audience audience;
        synchronized (this) {
            if (retired) {
                return null;
            }
            audience = audienceOf(sender);
            Cursor cursor = new Cursor(subscriber, audience, wish, frameBytes);
            audience.add(cursor);
            // what was appended since the cursor looked found nobody to tell
            audience.grown();
            return cursor;
        }
    }

    private Audience audienceOf(Sender sender) {
        int index = senders.indexOf(sender);
        if (index >= 0) {
            return audiences[index];
        }
        Audience[] more = Arrays.copyOf(audiences, audiences.length + 1);
        Audience audience = new Audience(this, sender, holdBytes);
        more[audiences.length] = audience;
        senders.add(sender);
        audiences = more;
        return audience;
    }

    /** Starts again from nothing; the subscribers are told. */
    synchronized void restart() {
        if (retired) {
            // a new log would take what nobody can find
            return;
        }
        Log before = log;
        log = logs.get();
        before.end();
        grown();
    }

    /** Ends it if nobody watches it and its log is empty or has not grown for so long. */
    synchronized boolean retire(long idleMillis) {
        if (!retired && viewers() == 0 && log.endIfIdle(idleMillis)) {
            retired = true;
        }
        return retired;
    }

    /** Its log, which is another one after the channel was deleted. */
    public Log log() {
        return log;
    }
}

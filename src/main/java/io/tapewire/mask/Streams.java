package io.tapewire.mask;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.OutputType;
import io.tapewire.event.TerminalOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Masks all output on its way to the logs, each source for itself. What is held of a stream is released when its run
 * ends, after {@code tapewire.mask.max-hold-ms} without more of it, and when there are too many such streams.
 *
 * <p>Any thread. The output of one source reaches its log in the order in which it came here.
 */
public final class Streams {
    private final Masks masks;
    private final Sink log;
    private final LongSupplier elapsedMillis;
    private final long holdMillis;
    private final int mostHeld;
    private final int mostStreams;
    /** Those that have been silent longest come first. */
    private final Map<Source, Stream> streams = new LinkedHashMap<>(16, 0.75f, true);

    private volatile boolean idle = true;

    /** Receives what is masked. */
    public interface Sink {
        /**
         * Appends a piece of output to a log.
         *
         * @param utf8 empty if what was read is masked already
         * @param read how many bytes of the source's output this stands for
         */
        void append(Source source, byte[] utf8, int read);
    }

    /** A stream and its state. Guarded by itself. */
    private final class Stream {
        private final Source source;
        private final Redactor redactor = new Redactor(mostHeld);
        private long readMillis;
        /** Bytes of the source's output that the log knows of. */
        private long told;
        /** Whether another object has taken, or will take, its place. */
        private boolean over;

        private Stream(Source source) {
            this.source = source;
        }

        private void append(byte[] utf8) {
            // it may have begun to hold something that is masked with what was told before
            long settled = Math.max(told, redactor.settled());
            if (utf8.length > 0 || settled > told) {
                log.append(source, utf8, (int) (settled - told));
                told = settled;
            }
        }

        private synchronized void end() {
            over = true;
            append(redactor.release());
        }

        private synchronized void releaseIfSilent(long now, Predicate<Source> goesOn) {
            if (!over && redactor.holds() && now - readMillis >= holdMillis && !goesOn.test(source)) {
                append(redactor.release());
            }
        }
    }

    public Streams(Masks masks, Limits limits, LongSupplier elapsedMillis, Sink log) {
        this.masks = masks;
        this.log = log;
        this.elapsedMillis = elapsedMillis;
        this.holdMillis = limits.of(Limit.MASK_HOLD_MS);
        this.mostHeld = limits.asInt(Limit.MASK_HOLD_BYTES);
        this.mostStreams = limits.asInt(Limit.MASK_STREAMS);
    }

    /** Whether nothing has to be masked and nothing is held, so that output need not come here. */
    public boolean isIdle() {
        return idle && masks.isEmpty();
    }

    /**
     * Masks the next piece of a source's output and appends what is decided.
     *
     * @param utf8 whole characters
     */
    public void append(TerminalOutput event, byte[] utf8) {
        List<Automaton> automata = masks.of(event.channel());
        Source source = Source.of(event);
        if (automata.isEmpty() && idle) {
            log.append(source, utf8, utf8.length);
            return;
        }
        while (!read(stream(source), utf8, automata)) {
            // another thread has ended this stream, so a new one begins
        }
    }

    private boolean read(Stream stream, byte[] utf8, List<Automaton> automata) {
        synchronized (stream) {
            if (stream.over) {
                return false;
            }
            byte[] decided = stream.redactor.take(utf8, automata);
            stream.readMillis = elapsedMillis.getAsLong();
            if (stream.redactor.isSpent()) {
                stream.over = true;
                remove(stream);
            }
            stream.append(decided);
            return true;
        }
    }

    private Stream stream(Source source) {
        Stream stream;
        Stream oldest = null;
        synchronized (streams) {
            stream = streams.computeIfAbsent(source, Stream::new);
            if (streams.size() > mostStreams) {
                Source first = streams.keySet().iterator().next();
                oldest = streams.remove(first);
            }
            idle = false;
        }
        if (oldest != null) {
            oldest.end();
        }
        return stream;
    }

    private void remove(Stream stream) {
        synchronized (streams) {
            streams.remove(stream.source, stream);
            idle = streams.isEmpty();
        }
    }

    /**
     * Appends what is held of streams that have been silent for too long.
     *
     * @param goesOn whether a source's silence means nothing, because its connection was lost and more will come
     */
    public void releaseSilent(Predicate<Source> goesOn) {
        if (idle) {
            return;
        }
        long now = elapsedMillis.getAsLong();
        List<Stream> all;
        synchronized (streams) {
            all = new ArrayList<>(streams.values());
        }
        all.forEach(each -> each.releaseIfSilent(now, goesOn));
    }

    /** Appends what is held of a run's output, because the run has ended. */
    public void end(String channel, String run) {
        if (idle) {
            return;
        }
        for (OutputType type : OutputType.values()) {
            Stream stream;
            synchronized (streams) {
                stream = streams.remove(new Source(channel, type, run));
                idle = streams.isEmpty();
            }
            if (stream != null) {
                stream.end();
            }
        }
    }
}

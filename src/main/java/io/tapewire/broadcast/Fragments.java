package io.tapewire.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.event.OutputType;
import io.tapewire.event.TerminalOutput;
import io.tapewire.protocol.Utf8Encoder;
import io.tapewire.terminal.Sequences;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * Joins surrogate pairs and escape sequences that were split over several events. A beginning waits for its end,
 * separately for each channel, type and run. Any thread.
 */
final class Fragments {
    private static final String REPLACEMENT = "\ufffd";
    private static final byte[] NOTHING = {};

    /** Ends a sequence that will never be complete, so that what follows does not become a part of it. */
    private static final String CANCEL = "\u0018";

    /** Fragments of the same source belong together. */
    private record Source(String channel, OutputType type, String run) {
        static Source of(TerminalOutput event) {
            return new Source(event.channel(), event.type(), event.run());
        }

        TerminalOutput output(String text) {
            return new TerminalOutput(channel, text, type, run);
        }
    }

    /**
     * A beginning that waits for its end.
     *
     * @param text an unfinished escape sequence, the first half of a surrogate pair, or a sequence followed by such a
     *     half
     * @param millis when it began to wait
     */
    private record Fragment(String text, long millis) {
        boolean endsWithHalf() {
            return Character.isHighSurrogate(text.charAt(text.length() - 1));
        }

        String withoutHalf() {
            return endsWithHalf() ? text.substring(0, text.length() - 1) + REPLACEMENT : text;
        }

        boolean isSequence() {
            return text.length() > 1 || !endsWithHalf();
        }
    }

    private final LongSupplier elapsedMillis;
    private final int most;
    private final Map<Source, Fragment> waiting = new LinkedHashMap<>();
    private final Queue<TerminalOutput> givenUp = new ArrayDeque<>();
    private volatile boolean idle = true;
    private volatile boolean hasGivenUp;

    /**
     * @param most fragments that may wait at the same time; if there is one more, the oldest is published incomplete
     */
    Fragments(LongSupplier elapsedMillis, int most) {
        this.elapsedMillis = elapsedMillis;
        this.most = most;
    }

    /** The event's text as UTF-8, with the fragment that waited for it in front, and without an unfinished end. */
    byte[] join(TerminalOutput event) {
        String text = event.output();
        if (text.isEmpty()) {
            return NOTHING;
        }
        Fragment before = idle ? null : take(Source.of(event));
        if (before != null) {
            text = before.text() + text;
        }
        int last = text.length() - 1;
        String half = Character.isHighSurrogate(text.charAt(last)) ? text.substring(last) : "";
        byte[] utf8 = Utf8Encoder.encode(half.isEmpty() ? text : text.substring(0, last));
        int whole = Sequences.wholeEnd(utf8, 0, utf8.length);
        if (whole == utf8.length && half.isEmpty()) {
            return utf8;
        }
        keep(
                Source.of(event),
                new Fragment(new String(utf8, whole, utf8.length - whole, UTF_8) + half, elapsedMillis.getAsLong()));
        return Arrays.copyOf(utf8, whole);
    }

    private synchronized Fragment take(Source source) {
        Fragment fragment = waiting.remove(source);
        idle = waiting.isEmpty();
        return fragment;
    }

    private synchronized void keep(Source source, Fragment fragment) {
        Fragment other = waiting.put(source, fragment);
        if (other != null) {
            // another thread has published to the same source in the meantime
            giveUp(cancelled(source, other));
        }
        if (waiting.size() > most) {
            Source oldest = waiting.keySet().iterator().next();
            giveUp(cancelled(oldest, waiting.remove(oldest)));
        }
        idle = false;
    }

    private void giveUp(TerminalOutput output) {
        givenUp.add(output);
        hasGivenUp = true;
    }

    /** Replaces halves of pairs that have waited this long. Escape sequences continue to wait. */
    synchronized void giveUpHalves(long millis) {
        long now = elapsedMillis.getAsLong();
        waiting.entrySet().removeIf(entry -> {
            Fragment fragment = entry.getValue();
            if (!fragment.endsWithHalf() || now - fragment.millis() < millis) {
                return false;
            }
            if (fragment.isSequence()) {
                entry.setValue(new Fragment(fragment.withoutHalf(), now));
                return false;
            }
            giveUp(entry.getKey().output(fragment.withoutHalf()));
            return true;
        });
        idle = waiting.isEmpty();
    }

    /** Whether {@link #takeGivenUp} would return anything. */
    boolean hasGivenUp() {
        return hasGivenUp;
    }

    /** Removes and returns the output that no longer waits for its end, to be published now. */
    synchronized List<TerminalOutput> takeGivenUp() {
        List<TerminalOutput> all = new ArrayList<>(givenUp);
        givenUp.clear();
        hasGivenUp = false;
        return all;
    }

    /**
     * Removes and returns what still waits for a run that has ended, to be published now. An unfinished sequence is
     * cancelled.
     */
    synchronized List<TerminalOutput> end(String channel, String run) {
        List<TerminalOutput> rest = new ArrayList<>();
        if (!idle) {
            for (OutputType type : OutputType.values()) {
                Source source = new Source(channel, type, run);
                Fragment fragment = waiting.remove(source);
                if (fragment != null) {
                    rest.add(cancelled(source, fragment));
                }
            }
            idle = waiting.isEmpty();
        }
        return rest;
    }

    private static TerminalOutput cancelled(Source source, Fragment fragment) {
        return source.output(fragment.isSequence() ? fragment.withoutHalf() + CANCEL : fragment.withoutHalf());
    }
}

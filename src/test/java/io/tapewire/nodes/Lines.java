package io.tapewire.nodes;

import io.tapewire.nodes.Sighting.Begun;
import io.tapewire.nodes.Sighting.Gap;
import io.tapewire.nodes.Sighting.Records;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Whether all lines of all programs have come, each once, whole and in order. */
final class Lines {
    /** After a loss the next line may have any number. */
    private static final int ANY = 0;

    private final Account account;
    private final Map<String, Integer> ends;
    private final Consumer<String> faults;
    private final Map<String, Tail> tails = new HashMap<>();
    private long position = -1;
    private boolean fromTheStart;

    /** How far a stream has come. */
    private static final class Tail {
        private int next;
        /** The beginning of a line. */
        private String cut = "";
        /** Whether the rest of a line comes first whose beginning is lost. */
        private boolean within;

        private Tail(int next, boolean within) {
            this.next = next;
            this.within = within;
        }
    }

    /** @param ends how many lines each stream has at the end */
    Lines(Account account, Map<String, Integer> ends, Consumer<String> faults) {
        this.account = account;
        this.ends = ends;
        this.faults = faults;
    }

    void check() {
        for (Sighting each : account.sightings()) {
            if (each instanceof Begun begun) {
                begin(begun);
            } else if (each instanceof Records records) {
                position = records.last();
                if (!records.stream().isEmpty()) {
                    take(records.stream(), records.text());
                }
            } else if (each instanceof Gap gap) {
                position = gap.to();
                forget(false);
            }
        }
        ends.forEach(this::requireEnd);
    }

    private void begin(Begun begun) {
        if (position < 0 || !begun.recovered()) {
            forget(begun.offset() == 0);
        }
        position = begun.offset();
    }

    private void forget(boolean start) {
        tails.clear();
        fromTheStart = start;
    }

    private Tail tail(String stream) {
        return tails.computeIfAbsent(stream, any -> new Tail(fromTheStart ? 1 : ANY, !fromTheStart));
    }

    private void take(String stream, String text) {
        Tail tail = tail(stream);
        String[] lines = (tail.cut + text).split("\n", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            takeLine(stream, tail, lines[i]);
        }
        tail.cut = lines[lines.length - 1];
    }

    private void takeLine(String stream, Tail tail, String text) {
        Optional<NumberedLine> found = NumberedLine.parse(text);
        boolean mayBeCut = tail.within;
        tail.within = false;
        if (found.isEmpty()) {
            if (!mayBeCut) {
                faults.accept("a torn line of " + stream + " at record " + position + ": \"" + text + "\"");
            }
            return;
        }
        NumberedLine line = found.get();
        if (!line.channel().equals(account.channel()) || !line.stream().equals(stream)) {
            faults.accept("a line of " + line.channel() + ", " + line.stream() + " in " + stream);
            return;
        }
        if (tail.next != ANY && line.number() < tail.next) {
            faults.accept(stream + " line " + line.number() + " came again or late, at record " + position);
            return;
        }
        if (tail.next != ANY && line.number() > tail.next) {
            faults.accept(stream + " lines " + tail.next + " to " + (line.number() - 1) + " are missing, at record "
                    + position);
        }
        tail.next = line.number() + 1;
    }

    private void requireEnd(String stream, int lines) {
        Tail tail = tails.get(stream);
        int next = tail == null ? 1 : tail.next;
        if (next != lines + 1) {
            faults.accept(stream + " ends before line " + next + ", but " + lines + " lines were answered");
        }
        if (tail != null && !tail.cut.isEmpty()) {
            faults.accept(stream + " ends with a torn line: \"" + tail.cut + "\"");
        }
    }
}

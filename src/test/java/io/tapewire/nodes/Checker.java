package io.tapewire.nodes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds what is wrong with what was seen. {@code CheckerTest} shows what it finds. */
final class Checker {
    /** More of them say nothing new. */
    private static final int MOST_FAULTS = 40;

    private final Recording recording;
    private final boolean mayLose;
    private final List<String> faults = new ArrayList<>();

    private Checker(Recording recording, boolean mayLose) {
        this.recording = recording;
        this.mayLose = mayLose;
    }

    /**
     * Finds all faults.
     *
     * @param mayLose whether Redis was made to lose something. Then a loss is no fault, if it is named
     */
    static List<String> faults(Recording recording, boolean mayLose) {
        Checker checker = new Checker(recording, mayLose);
        checker.check();
        return List.copyOf(checker.faults);
    }

    private void check() {
        for (Account viewer : recording.viewers()) {
            Positions.check(viewer, mayLose, about(viewer));
        }
        for (Account history : recording.histories()) {
            Positions.check(history, false, about(history));
        }
        Contents.check(recording, this::add);
        Claims.check(recording.claims(), this::add);
        List<Claim> last = Claims.last(recording.claims());
        Stream.concat(recording.viewers().stream(), recording.histories().stream())
                .forEach(each -> new Lines(each, endsOf(each.channel(), last), about(each)).check());
    }

    /** How many lines each stream of a channel has. */
    private static Map<String, Integer> endsOf(String channel, List<Claim> last) {
        Map<String, Integer> ends = new LinkedHashMap<>();
        last.stream()
                .filter(claim -> claim.channel().equals(channel))
                .forEach(claim -> ends.put(claim.stream(), claim.lines()));
        return ends;
    }

    private Consumer<String> about(Account account) {
        return fault -> add(account + ": " + fault);
    }

    private void add(String fault) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(fault);
        }
    }
}

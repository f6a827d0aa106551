package io.tapewire.nodes;

import io.tapewire.nodes.Sighting.Begun;
import io.tapewire.nodes.Sighting.Gap;
import io.tapewire.nodes.Sighting.Records;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Whether each record follows the one before, or a gap that names exactly what is between them. */
final class Positions {
    private final boolean mayLose;
    private final Consumer<String> faults;
    /** Epochs that were followed by another one. */
    private final Set<String> left = new HashSet<>();

    private String epoch;
    private long position;

    private Positions(boolean mayLose, Consumer<String> faults) {
        this.mayLose = mayLose;
        this.faults = faults;
    }

    static void check(Account account, boolean mayLose, Consumer<String> faults) {
        Positions positions = new Positions(mayLose, faults);
        for (Sighting each : account.sightings()) {
            if (each instanceof Begun begun) {
                positions.begin(begun);
            } else if (each instanceof Records records) {
                positions.take(records);
            } else if (each instanceof Gap gap) {
                positions.skip(gap);
            }
        }
    }

    private void begin(Begun begun) {
        if (epoch != null) {
            if (begun.recovered() && begun.offset() != position) {
                faults.accept("goes on after record " + begun.offset() + ", but had come to " + position);
            }
            if (!begun.recovered() && !mayLose) {
                faults.accept("begins anew, although nothing may be lost: " + begun);
            }
        }
        enter(begun.epoch());
        position = begun.offset();
    }

    private void enter(String next) {
        if (next.equals(epoch)) {
            return;
        }
        if (epoch != null) {
            left.add(epoch);
        }
        if (left.contains(next)) {
            faults.accept("epoch " + next + " comes back after " + epoch);
        }
        epoch = next;
    }

    private void take(Records records) {
        if (!records.epoch().equals(epoch)) {
            faults.accept("records of epoch " + records.epoch() + " came in " + epoch);
        } else if (records.first() <= position) {
            faults.accept("record " + records.first() + " came after " + position);
        } else if (records.first() > position + 1) {
            faults.accept("records " + (position + 1) + " to " + (records.first() - 1)
                    + " are missing, and no gap names them");
        }
        position = records.last();
    }

    private void skip(Gap gap) {
        if (!mayLose) {
            faults.accept("a gap, although nothing may be lost: " + gap);
        }
        // a log that was lost, or has lost its end, may end where the viewer stands
        boolean isOfEnd = gap.reason().equals("restart") || gap.reason().equals("damaged");
        long least = isOfEnd ? position : position + 1;
        if (gap.from() != position + 1 || gap.to() < least) {
            faults.accept("a gap that does not begin after " + position + ": " + gap);
        }
        position = gap.to();
    }
}

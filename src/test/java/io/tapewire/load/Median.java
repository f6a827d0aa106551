package io.tapewire.load;

import java.util.List;

/** The figure in the middle, because a single round depends on what else the machine does. */
final class Median {
    private Median() {}

    /** @param figures at least one, in any order; of an even number the upper one of the two in the middle */
    static double of(List<Double> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }
}

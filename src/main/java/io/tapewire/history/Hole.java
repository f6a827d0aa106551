package io.tapewire.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.log.Gap;

/** What stands in exported output in place of records that are missing in its middle. */
final class Hole {
    private Hole() {}

    /** Whether these records will be missing however often they are asked for, so that it is no use to begin anew. */
    static boolean isLasting(Gap gap) {
        return gap.reason() == Gap.Reason.DAMAGED;
    }

    static String words(Gap gap) {
        return gap.first() == gap.last()
                ? "record " + gap.first() + " is missing"
                : "records " + gap.first() + " to " + gap.last() + " are missing";
    }

    /** A line of its own, wherever the output before it ends. */
    static byte[] line(Gap gap) {
        return ("\n[" + words(gap) + "]\n").getBytes(UTF_8);
    }
}

package io.tapewire.load;

import java.io.IOException;
import org.HdrHistogram.Histogram;

/** Who watches while programs print: connected when they are made, and done when they are closed. */
interface Watchers extends AutoCloseable {
    Attendance attendance();

    /** Leaves; what they have seen can be asked for afterwards. */
    @Override
    void close() throws IOException;

    // once they have left

    Faults faults();

    /** Each line's time on the way. */
    Histogram micros();

    /** Messages with lines. */
    long frames();
}

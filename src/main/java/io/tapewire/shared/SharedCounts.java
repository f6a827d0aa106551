package io.tapewire.shared;

import java.util.Map;
import java.util.function.Supplier;

/** Numbers by name that add up over all servers, such as the viewers of each channel. Any thread; no method waits. */
public interface SharedCounts {
    /** For a server that shares nothing. */
    SharedCounts NONE = new SharedCounts() {
        @Override
        public void contribute(Supplier<Map<String, Long>> own) {
            // nobody else has to know
        }

        @Override
        public long elsewhere(String name) {
            return 0;
        }
    };

    /**
     * Names what this server contributes.
     *
     * @param own is asked about once a second. A name that is not there counts as 0
     */
    void contribute(Supplier<Map<String, Long>> own);

    /** What all other servers contribute to this name, as it was a moment ago. Never negative. */
    long elsewhere(String name);
}

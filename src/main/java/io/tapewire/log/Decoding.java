package io.tapewire.log;

import java.util.List;

/**
 * How a piece of a run's output has become text, so that a place in the text can be found again in what has arrived.
 *
 * @param textBytes the size of the text in UTF-8
 * @param replacements the bytes that were replaced because they were no UTF-8, in order
 */
public record Decoding(int textBytes, List<Replacement> replacements) {
    /**
     * Bytes that were no UTF-8, and became U+FFFD.
     *
     * @param end where it ends in the text
     * @param longer how many bytes it has more than what it stands for
     */
    public record Replacement(long end, int longer) {}
}

package io.tapewire.search;

import java.util.Comparator;
import java.util.List;

/**
 * What is known of a part of a regular expression. Immutable.
 *
 * @param required lists of texts; its matches contain one text of each list
 * @param repetitions the greatest product of repetitions in it
 * @param instructions about how many instructions its program has
 * @param zeroWidth whether it matches places, not characters
 */
record RegexPart(List<List<String>> required, int repetitions, int instructions, boolean zeroWidth) {
    static final RegexPart ANY = new RegexPart(List.of(), 1, 1, false);
    static final RegexPart ZERO_WIDTH = new RegexPart(List.of(), 1, 1, true);

    /** The list whose texts are the longest, or an empty one. */
    List<String> best() {
        return required.stream()
                .max(Comparator.comparingInt(
                        texts -> texts.stream().mapToInt(String::length).min().orElse(0)))
                .orElse(List.of());
    }
}

package io.tapewire.shared;

import java.time.Duration;

/**
 * What holds for entries of one kind.
 *
 * @param name the kind, in the plural
 * @param most how many there may be
 * @param mostOfOne how many of them one owner may have
 * @param oldestEnds whether an owner's oldest one ends for one too many, or else the new one is refused
 * @param idle after this time without being used an entry ends; {@code null} if that does not matter
 */
public record EntryRules(String name, long most, long mostOfOne, boolean oldestEnds, Duration idle) {}

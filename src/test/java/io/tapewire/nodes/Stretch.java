package io.tapewire.nodes;

import io.tapewire.nodes.Sighting.Records;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Records of one epoch that somebody has seen one after the other. */
final class Stretch {
    private final String witness;
    private final String channel;
    private final String epoch;
    /** Where the text up to a record ends. */
    private final NavigableMap<Long, Integer> ends = new TreeMap<>();

    private final StringBuilder text = new StringBuilder();

    /** @param begin the record after which it begins */
    Stretch(Account by, String epoch, long begin) {
        this(by.witness(), by.channel(), epoch);
        ends.put(begin, 0);
    }

    private Stretch(String witness, String channel, String epoch) {
        this.witness = witness;
        this.channel = channel;
        this.epoch = epoch;
    }

    /** The same records in an epoch that continues this one. */
    Stretch in(String other) {
        Stretch continued = new Stretch(witness, channel, other);
        continued.ends.putAll(ends);
        continued.text.append(text);
        return continued;
    }

    void add(Records records) {
        text.append(records.text());
        ends.put(records.last(), text.length());
    }

    String channel() {
        return channel;
    }

    String epoch() {
        return epoch;
    }

    boolean has(long offset) {
        return offset > ends.firstKey() && offset <= ends.lastKey();
    }

    /** What is different in another stretch of the same epoch, between records that end a message in both. */
    Optional<String> differenceTo(Stretch other) {
        Long after = null;
        for (Map.Entry<Long, Integer> end : ends.entrySet()) {
            long offset = end.getKey();
            if (!other.ends.containsKey(offset)) {
                continue;
            }
            if (after != null && !between(after, offset).equals(other.between(after, offset))) {
                return Optional.of("records " + (after + 1) + " to " + offset + " of " + channel + " in epoch " + epoch
                        + " were \"" + between(after, offset) + "\" for " + witness + ", and \""
                        + other.between(after, offset) + "\" for " + other.witness);
            }
            after = offset;
        }
        return Optional.empty();
    }

    private String between(long after, long upTo) {
        return text.substring(ends.get(after), ends.get(upTo));
    }
}

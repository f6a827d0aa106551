package io.tapewire.channel;

import io.tapewire.log.LogReader;
import io.tapewire.protocol.Envelope;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a careful client makes of a channel's messages: it notes everything that breaks the contract's guarantee — every
 * record from the starting position on, once, in order, or a gap in its place.
 */
final class Replay {
    private final String channel;
    private final List<String> faults = new ArrayList<>();
    private final List<String> runs = new ArrayList<>();
    private final List<Envelope> gaps = new ArrayList<>();
    private final TreeMap<Long, Envelope> messages = new TreeMap<>();
    private final StringBuilder output = new StringBuilder();
    private String epoch;
    private boolean awaitsSubscribed = true;
    private boolean unsubscribed;
    private long start;
    private long position;
    private int epochs;

    Replay(String channel) {
        this.channel = channel;
    }

    static Replay of(String channel, List<Envelope> envelopes) {
        Replay replay = new Replay(channel);
        envelopes.stream()
                .filter(envelope -> channel.equals(envelope.channel()))
                .forEach(replay::take);
        return replay;
    }

    private void take(Envelope envelope) {
        switch (envelope.type()) {
            case SUBSCRIBED -> begin(envelope);
            case UNSUBSCRIBED -> unsubscribed = true;
            case ERROR -> faults.add("an error: " + envelope);
            case GAP -> skip(envelope);
            default -> record(envelope);
        }
    }

    private void begin(Envelope subscribed) {
        unsubscribed = false;
        awaitsSubscribed = false;
        epoch = subscribed.epoch();
        position = subscribed.offset();
        start = position;
        epochs++;
        endRun();
        messages.clear();
    }

    private void skip(Envelope gap) {
        expectRun(gap, false);
        gaps.add(gap);
        endRun();
        if (gap.data().getString("reason").equals("restart")) {
            awaitsSubscribed = true;
        } else if (LogReader.lastOf(gap) < LogReader.firstOf(gap)) {
            faults.add("a gap of nothing: " + gap);
        }
    }

    private void record(Envelope envelope) {
        expectRun(envelope, true);
        if (LogReader.lastOf(envelope) < LogReader.firstOf(envelope)) {
            faults.add("no record at all: " + envelope);
        }
        output.append(LogReader.outputOf(envelope));
        messages.put(LogReader.lastOf(envelope), envelope);
    }

    private void expectRun(Envelope envelope, boolean isRecord) {
        if (awaitsSubscribed || unsubscribed) {
            faults.add("came while not subscribed: " + envelope);
        }
        if (!envelope.epoch().equals(epoch)) {
            faults.add("came from another epoch than " + epoch + ": " + envelope);
        }
        if (LogReader.firstOf(envelope) != position + 1) {
            faults.add((isRecord ? "record" : "gap") + " after " + position + ": " + envelope);
        }
        position = LogReader.lastOf(envelope);
    }

    private void endRun() {
        runs.add(output.toString());
        output.setLength(0);
    }

    /** What broke the contract; empty when nothing did. */
    List<String> faults() {
        return faults;
    }

    /** The output since the last gap, or since it was subscribed. */
    String output() {
        return output.toString();
    }

    /** The output between gaps. */
    List<String> runs() {
        List<String> all = new ArrayList<>(runs);
        all.add(output());
        return all;
    }

    /** By its last offset, what came in this epoch. */
    SortedMap<Long, Envelope> messages() {
        return messages;
    }

    List<String> gaps() {
        return gaps.stream()
                .map(gap -> LogReader.firstOf(gap) + "-" + LogReader.lastOf(gap) + " "
                        + gap.data().getString("reason"))
                .toList();
    }

    String channel() {
        return channel;
    }

    String epoch() {
        return epoch;
    }

    int epochs() {
        return epochs;
    }

    long start() {
        return start;
    }

    long position() {
        return position;
    }
}

package io.tapewire.soak;

import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * What one viewer sees of one channel, over all its connections: each record and each line once, in order, complete but for
 * what a gap names, and in time. One thread.
 */
final class Reading {
    private static final long PROMPT_MICROS = 1_000_000;
    /** Printer, server's reader, server's sender, viewer: each of them waits for the processor like whoever asks a question. */
    private static final int HANDS = 4;

    private static final Line NONE = new Line(0, 0, 0);

    private final String name;
    private final Script script;
    private final Findings findings;
    private final Time time;
    private final StringBuilder rest = new StringBuilder();
    private String epoch;
    private long position;
    private Line last = NONE;
    /** Whether the next line may be any later one: a gap has named what is missing. */
    private boolean skipping;
    /** Whether the rest of the line that is cut is missing as well. */
    private boolean cut;
    /** Whether it has been up to date since it connected, and so is to stay. */
    private boolean prompt;

    Reading(String name, Script script, Findings findings, Time time) {
        this.name = name;
        this.script = script;
        this.findings = findings;
        this.time = time;
    }

    String epoch() {
        return epoch;
    }

    long position() {
        return position;
    }

    Line last() {
        return last;
    }

    /** From here on it takes as long as it takes, until it is up to date again: it was away, or did not read. */
    void lapse() {
        prompt = false;
    }

    /** Takes the next message of the channel. */
    void take(JsonObject message) {
        switch (message.getString("type")) {
            case "subscribed" -> begin(message);
            case "gap" -> skip(message.getJsonObject("data"));
            case "terminal_output", "run_started", "run_ended" -> add(message);
            default -> fault("unexpected " + message);
        }
    }

    private void begin(JsonObject subscribed) {
        long offset = subscribed.getJsonNumber("offset").longValue();
        if (!subscribed.getString("epoch").equals(epoch)) {
            // another log, or the first one: what was before is named by a gap where there was one
            restart(subscribed.getString("epoch"), offset);
        } else if (offset != position) {
            fault("resumed after " + position + ", but goes on after " + offset);
        }
    }

    private void restart(String newEpoch, long offset) {
        // a log that does not hold the beginning may begin in the middle of a line
        boolean later = epoch != null || offset > 0 || script.isDeleted();
        epoch = newEpoch;
        position = offset;
        rest.setLength(0);
        skipping = later;
        cut = later;
    }

    private void skip(JsonObject gap) {
        findings.gaps.increment();
        long from = gap.getJsonNumber("from").longValue();
        long to = gap.getJsonNumber("to").longValue();
        if (from != position + 1 || to < position) {
            fault("a gap of " + from + " to " + to + " after " + position);
        }
        position = to;
        rest.setLength(0);
        skipping = true;
        cut = true;
        prompt = false;
    }

    private void add(JsonObject message) {
        long offset = message.getJsonNumber("offset").longValue();
        long first =
                message.containsKey("first") ? message.getJsonNumber("first").longValue() : offset;
        if (!message.getString("epoch").equals(epoch) || first != position + 1 || offset < first) {
            fault("after record " + position + " of " + epoch + " came " + first + " to " + offset + " of "
                    + message.getString("epoch"));
        }
        position = offset;
        rest.append(message.getJsonObject("data").getString("output", ""));
        int begin = 0;
        for (int end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n", begin)) {
            line(rest.substring(begin, end));
            begin = end + 1;
        }
        rest.delete(0, begin);
    }

    private void line(String text) {
        if (cut) {
            // its begin is in the gap
            cut = false;
            return;
        }
        Optional<Line> line = Line.parse(text);
        if (line.isPresent()) {
            take(line.get());
        } else if (!text.isEmpty() && !mayBeFragment()) {
            fault("after " + last + " came what is no line: " + text);
        }
    }

    /** Whether what is no line can be the end of a request that broke off in the middle of one. */
    private boolean mayBeFragment() {
        return skipping || script.isBroken(last.run()) || script.isBroken(last.run() + 1);
    }

    private void take(Line line) {
        findings.read.increment();
        if (skipping ? !line.isAfter(last) : !continues(line)) {
            fault((skipping ? "after a gap and " : "after ") + last + " came " + line);
        }
        skipping = false;
        last = line;
        if (line.isPrompt()) {
            time(line);
        }
    }

    private boolean continues(Line line) {
        if (line.follows(last)) {
            return true;
        }
        // a begin is the next one's, if what was before is complete as far as anybody knows, and what is between is
        // nothing
        boolean complete = line.number() == 1 && line.run() > last.run();
        for (int run = last.run(); complete && run < line.run(); run++) {
            complete = run == 0 || script.mayEndWith(run, run == last.run() ? last.number() : 0);
        }
        return complete;
    }

    private void time(Line line) {
        long took = time.micros() - line.micros();
        if (prompt) {
            findings.took(took);
            if (isLate(took, line)) {
                fault(line + " took " + took / 1_000 + " ms");
            }
        }
        prompt = took <= PROMPT_MICROS;
    }

    /** Finds out whether a line is missing that should be here by now. */
    void checkNothingIsMissing() {
        Line due = script.lastPrompt();
        if (prompt && due != null && due.isAfter(last)) {
            long waited = time.micros() - due.micros();
            if (isLate(waited, due)) {
                fault(due + " is not there after " + waited / 1_000 + " ms, but only " + last);
            }
        }
    }

    private boolean isLate(long took, Line line) {
        return took > PROMPT_MICROS && took > PROMPT_MICROS + HANDS * time.delayedSince(line.micros());
    }

    private void fault(String what) {
        findings.fault(name + ": " + what);
    }
}

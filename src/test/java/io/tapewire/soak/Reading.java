package io.tapewire.soak;

import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * Checks what one viewer receives of one channel, over all its connections: each record and each line once, in order, in time,
 * and complete except for what a gap names. One thread.
 */
final class Reading {
    private static final long PROMPT_MICROS = 1_000_000;
    /** Producer, the server's reader, the server's sender, viewer: each of them waits for the processor as a probe does. */
    private static final int STEPS = 4;

    private static final Line NONE = new Line(0, 0, 0);

    private final String name;
    private final Published published;
    private final Findings findings;
    private final SoakClock clock;
    private final StringBuilder rest = new StringBuilder();
    private String epoch;
    private long position;
    private Line last = NONE;
    /** Whether the next line may be any later one: a gap has named what is missing. */
    private boolean skipping;
    /** Whether the rest of the line that is cut is missing as well. */
    private boolean cut;
    /** Whether the viewer is up to date, so that the next line must come in time. */
    private boolean prompt;

    Reading(String name, Published published, Findings findings, SoakClock clock) {
        this.name = name;
        this.published = published;
        this.findings = findings;
        this.clock = clock;
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

    /** The viewer was away or did not read: lines may be late until it is up to date again. */
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
            // another log, or the first one; a gap has named what was before
            restart(subscribed.getString("epoch"), offset);
        } else if (offset != position) {
            fault("resumed after " + position + ", but goes on after " + offset);
        }
    }

    private void restart(String newEpoch, long offset) {
        // a log that does not hold the beginning may begin in the middle of a line
        boolean later = epoch != null || offset > 0 || published.isDeleted();
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
            // its beginning is in the gap
            cut = false;
            return;
        }
        Optional<Line> line = Line.parse(text);
        if (line.isPresent()) {
            take(line.get());
        } else if (!text.isEmpty() && !mayBeFragment()) {
            fault("after " + last + " came something that is no line: " + text);
        }
    }

    /** Whether this can be the end of a request that was cut off in the middle of a line. */
    private boolean mayBeFragment() {
        return skipping || published.isBroken(last.run()) || published.isBroken(last.run() + 1);
    }

    private void take(Line line) {
        findings.read.increment();
        if (skipping ? !line.isAfter(last) : !continues(line)) {
            fault((skipping ? "after a gap and " : "after ") + last + " came " + line);
        }
        skipping = false;
        last = line;
        if (line.isPrompt()) {
            checkTime(line);
        }
    }

    private boolean continues(Line line) {
        if (line.follows(last)) {
            return true;
        }
        // a first line may follow if the requests before it can have ended where this viewer saw them end
        boolean complete = line.number() == 1 && line.run() > last.run();
        for (int run = last.run(); complete && run < line.run(); run++) {
            complete = run == 0 || published.mayEndWith(run, run == last.run() ? last.number() : 0);
        }
        return complete;
    }

    private void checkTime(Line line) {
        long took = clock.micros() - line.micros();
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
        Line due = published.lastPrompt();
        if (prompt && due != null && due.isAfter(last)) {
            long waited = clock.micros() - due.micros();
            if (isLate(waited, due)) {
                fault(due + " is not there after " + waited / 1_000 + " ms, but only " + last);
            }
        }
    }

    private boolean isLate(long took, Line line) {
        return took > PROMPT_MICROS && took > PROMPT_MICROS + STEPS * clock.delayedSince(line.micros());
    }

    private void fault(String what) {
        findings.fault(name + ": " + what);
    }
}

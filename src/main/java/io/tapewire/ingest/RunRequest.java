package io.tapewire.ingest;

import io.tapewire.channel.Channels;
import io.tapewire.http.Parameters;
import io.tapewire.http.Rejected;
import io.tapewire.log.Run;
import io.tapewire.security.Query;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What an upload's address says about its run.
 *
 * @param run the run's name, or {@code null}
 * @param title the run's title, or {@code null}
 * @param cols the width of the program's terminal, or {@code null}
 * @param rows its height, or {@code null}
 * @param from bytes of the run before this body, as its producer counts; {@code null} if the body cannot be sent again
 */
record RunRequest(String run, String title, Integer cols, Integer rows, Long from) {
    private static final int NAME_BYTES = 6;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicLong UNDECLARED = new AtomicLong();

    /** @throws Rejected if a value is not allowed */
    static RunRequest of(Query query) {
        String run = query.first("run");
        Long from = from(query);
        if (from != null && run == null) {
            throw Parameters.bad("from continues a run: name it with run=, also if title declares it");
        }
        return new RunRequest(run, query.first("title"), cells(query, "cols"), cells(query, "rows"), from);
    }

    private static Long from(Query query) {
        String text = query.first("from");
        if (text == null) {
            return null;
        }
        // no more digits than fit a long
        if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) > Parameters.MOST_OFFSET) {
            throw Parameters.bad("from is a whole number of bytes from 0 to " + Parameters.MOST_OFFSET);
        }
        return Long.valueOf(text);
    }

    /**
     * Declares the run if the address says so, and returns how the body belongs to it.
     *
     * @throws Rejected if a value is not allowed, or if there is no such run
     */
    BodyRun begin(String channel, Channels channels, Consumer<Object> events) {
        boolean declares = title != null || cols != null || rows != null;
        if (run == null && !declares) {
            // no declared run can have this name, so it separates this body's output from all other output
            String name = "~" + UNDECLARED.incrementAndGet();
            return new BodyRun(channel, name, BodyRun.Kind.UNDECLARED, channels, events);
        }
        String name = run == null ? randomName() : run;
        BodyRun.Kind kind = run == null ? BodyRun.Kind.WHOLE : BodyRun.Kind.PART;
        BodyRun body = new BodyRun(channel, name, kind, channels, events);
        if (declares) {
            declare(body);
        }
        if (from != null) {
            requireReached(known(channel, channels));
        } else if (run != null) {
            requireOpen(known(channel, channels));
        }
        return body;
    }

    private void declare(BodyRun body) {
        try {
            body.start(title, cols, rows);
        } catch (IllegalArgumentException notAllowed) {
            throw new Rejected(400, "bad_field", notAllowed.getMessage());
        }
    }

    private Run known(String channel, Channels channels) {
        return channels.current(channel)
                .map(found -> found.log().run(run))
                .orElseThrow(() -> Rejected.unknownRun("there is no run of this name in the channel:"
                        + " declare it with &title=… or by a run_started message"));
    }

    private static void requireOpen(Run known) {
        if (known.ended() != null) {
            throw Rejected.outOfPlace(
                    "run_ended", "the run " + known.started().run() + " has already ended", known.received());
        }
    }

    /** A run that has ended is not refused yet, because the body may be one that the server has. */
    private void requireReached(Run known) {
        if (from > known.received()) {
            throw Rejected.outOfPlace(
                    "not_received",
                    "the server has received %d bytes of this run, so it cannot continue after %d"
                            .formatted(known.received(), from),
                    known.received());
        }
    }

    private static Integer cells(Query query, String name) {
        String text = query.first(name);
        if (text == null) {
            return null;
        }
        if (!text.matches("[0-9]{1,4}")) {
            throw Parameters.bad(name + " is a whole number from 1 to 1000");
        }
        return Integer.valueOf(text);
    }

    private static String randomName() {
        byte[] bytes = new byte[NAME_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}

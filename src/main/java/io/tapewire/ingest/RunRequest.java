package io.tapewire.ingest;

import io.tapewire.channel.Channels;
import io.tapewire.http.Rejected;
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
 */
record RunRequest(String run, String title, Integer cols, Integer rows) {
    private static final int NAME_BYTES = 6;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicLong UNDECLARED = new AtomicLong();

    /** @throws Rejected if a value is not allowed */
    static RunRequest of(Query query) {
        if (query.first("from") != null) {
            throw new Rejected(
                    400, "bad_field", "from is not supported yet: publish a run from its start, or without run");
        }
        return new RunRequest(query.first("run"), query.first("title"), cells(query, "cols"), cells(query, "rows"));
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
        if (run != null) {
            requireOpen(channel, channels);
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

    private void requireOpen(String channel, Channels channels) {
        var known = channels.find(channel).map(found -> found.log().run(run));
        if (known.isEmpty()) {
            throw new Rejected(
                    404,
                    "unknown_run",
                    "there is no run of this name in the channel: declare it with &title=… or by a run_started message");
        }
        if (known.get().ended() != null) {
            throw new Rejected(409, "run_ended", "the run " + run + " has already ended");
        }
    }

    private static Integer cells(Query query, String name) {
        String text = query.first(name);
        if (text == null) {
            return null;
        }
        if (!text.matches("[0-9]{1,4}")) {
            throw new Rejected(400, "bad_field", name + " is a whole number from 1 to 1000");
        }
        return Integer.valueOf(text);
    }

    private static String randomName() {
        byte[] bytes = new byte[NAME_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}

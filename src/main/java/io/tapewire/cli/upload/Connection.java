package io.tapewire.cli.upload;

import io.tapewire.cli.server.Answers;
import io.tapewire.cli.server.Body;
import io.tapewire.cli.server.Refusal;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** The requests that publish a run, one body after the other. One thread. */
final class Connection {
    /** As often in a row may a body be overtaken by one that was cut off before. */
    private static final int MOST_REPLACED = 20;

    private final Run run;
    private final RunBytes bytes;
    private final Pace pace;
    private long received;
    private int replaced;
    private boolean opened;

    Connection(Run run, RunBytes bytes, Pace pace) {
        this.run = run;
        this.bytes = bytes;
        this.pace = pace;
    }

    /** Bytes that the server has, as it said last. */
    long received() {
        return received;
    }

    /** Declares the run and finds out what the server has of it. */
    void open() throws IOException, InterruptedException, Refusal {
        run.declare();
        if (opened) {
            // an empty body asks as well as GET, but needs no permission to read, and it ends those that were cut off
            seek(receipt(run.put(0, BodyPublishers.noBody())));
        }
        opened = true;
    }

    /** Sends everything up to the end of the spool. */
    void sendAll() throws IOException, InterruptedException, Refusal {
        long from = bytes.position();
        for (ByteBuffer next; (next = bytes.next(pace.idle().toNanos())) != null; from = bytes.position()) {
            if (next.hasRemaining()) {
                seek(sendBody(next, from));
            }
        }
    }

    void end(Integer exit) throws IOException, InterruptedException, Refusal {
        run.end(exit);
    }

    /** Whether the run can go on where the server says. */
    boolean canContinueAfter(Refusal refusal) {
        replaced = refusal.code().equals("replaced") ? replaced + 1 : 0;
        return switch (refusal.code()) {
            // the server has restarted, and has forgotten the run or its last bytes
            case "unknown_run", "not_received" -> true;
            case "replaced" -> replaced <= MOST_REPLACED;
            default -> false;
        };
    }

    private long sendBody(ByteBuffer first, long from) throws IOException, InterruptedException, Refusal {
        Body body = new Body(Body.UNKNOWN);
        CompletableFuture<HttpResponse<String>> answer = run.put(from, body);
        var unused = answer.whenComplete((done, failure) -> body.over());
        long until = System.nanoTime() + pace.body().toNanos();
        try {
            ByteBuffer piece = first;
            while (piece != null && piece.hasRemaining() && body.send(piece, pace.stall())) {
                long left = Math.min(until - System.nanoTime(), pace.idle().toNanos());
                piece = left > 0 ? bytes.next(left) : null;
            }
            body.complete();
            return receipt(answer);
        } finally {
            answer.cancel(true);
        }
    }

    private long receipt(CompletableFuture<HttpResponse<String>> answer)
            throws IOException, InterruptedException, Refusal {
        return Answers.json(Answers.await(answer, pace.stall())).getLong("received");
    }

    private void seek(long now) {
        received = now;
        replaced = 0;
        if (!bytes.seek(now)) {
            throw new IllegalStateException("the server has more of this run than was sent to it");
        }
    }
}

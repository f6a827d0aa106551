package io.tapewire.cli.file;

import com.grack.nanojson.JsonObject;
import io.tapewire.cli.server.Answers;
import io.tapewire.cli.server.Body;
import io.tapewire.cli.server.Refusal;
import io.tapewire.cli.server.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/**
 * The requests that bring a file to the server, each of which continues where the server has it
 * (draft-ietf-httpbis-resumable-upload). One thread.
 */
final class Parts {
    private static final String PARTIAL = "application/partial-upload";
    private static final String OFFSET = "Upload-Offset";
    private static final String COMPLETE = "Upload-Complete";
    private static final String LENGTH = "Upload-Length";
    private static final int CONFLICT = 409;

    private final Server server;
    private final Description description;
    private final Contents contents;
    private final Duration stall;
    /** Where the server takes the rest; {@code null} before it was asked, and after it has forgotten the file. */
    private URI address;

    private long offset;

    /** @param stall a connection that takes nothing, or an answer that does not come, for so long is broken */
    Parts(Server server, Description description, Contents contents, Duration stall) {
        this.server = server;
        this.description = description;
        this.contents = contents;
        this.stall = stall;
    }

    /** Begins the file, or finds out how much of it the server has. */
    void open() throws IOException, InterruptedException, Refusal {
        if (address == null) {
            begin();
        } else {
            ask();
        }
    }

    private void begin() throws IOException, InterruptedException, Refusal {
        List<String> headers = new ArrayList<>(List.of(COMPLETE, "?0", LENGTH, String.valueOf(contents.length())));
        if (description.mediaType() != null) {
            headers.addAll(List.of("Content-Type", description.mediaType()));
        }
        URI file = server.at(description.channel(), description.resource());
        HttpResponse<String> answer =
                Answers.check(Answers.await(server.send("PUT", file, BodyPublishers.noBody(), headers), stall));
        String location = answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new IOException("the server does not say where to continue: is this Tapewire?"));
        // a proxy may have another prefix than the server, and not every proxy changes it in answers
        String id = location.substring(location.lastIndexOf('/') + 1);
        address = server.at(description.channel(), "uploads/" + id);
        offset = 0;
    }

    /** An empty part, because a refusal of {@code HEAD} does not say whether the file is unknown or the server is starting. */
    private void ask() throws IOException, InterruptedException, Refusal {
        HttpResponse<String> answer = Answers.await(patch("?0", BodyPublishers.noBody()), stall);
        OptionalLong said = answer.headers().firstValueAsLong(OFFSET);
        if (said.isPresent() && (answer.statusCode() == CONFLICT || answer.statusCode() / 100 == 2)) {
            offset = said.getAsLong();
        } else {
            Answers.check(answer);
        }
    }

    /**
     * Sends what the server lacks.
     *
     * @param sent is told how much of the file the connection has taken
     * @return the receipt for the whole file
     */
    JsonObject sendRest(LongConsumer sent) throws IOException, InterruptedException, Refusal {
        Body body = new Body(contents.length() - offset);
        CompletableFuture<HttpResponse<String>> answer = patch("?1", body);
        var unused = answer.whenComplete((done, failure) -> body.over());
        try {
            for (long position = offset; position < contents.length(); ) {
                ByteBuffer piece = contents.read(position);
                position += piece.remaining();
                if (!body.send(piece, stall)) {
                    break;
                }
                sent.accept(position);
            }
            body.complete();
            return Answers.json(Answers.await(answer, stall));
        } finally {
            answer.cancel(true);
        }
    }

    private CompletableFuture<HttpResponse<String>> patch(String complete, BodyPublisher part) {
        List<String> headers = List.of("Content-Type", PARTIAL, OFFSET, String.valueOf(offset), COMPLETE, complete);
        return server.send("PATCH", address, part, headers);
    }

    /** Whether the file can go on after this. */
    boolean canContinueAfter(Refusal refusal) {
        if (refusal.code().equals("unknown_upload")) {
            address = null;
        }
        return switch (refusal.code()) {
            // the server still reads a part that was cut off, or has another part of the file than it said
            case "unknown_upload", "replaced", "busy", "wrong_offset" -> true;
            default -> false;
        };
    }
}

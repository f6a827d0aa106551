package io.tapewire.cli.reading;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import io.tapewire.cli.server.Refusal;
import io.tapewire.cli.server.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place in a channel's log.
 *
 * @param epoch the log's name
 * @param offset the last record before it
 */
public record Position(String epoch, long offset) {
    /** The place before the first record of this time or later; nothing if there is no such channel yet. */
    public static Optional<Position> since(Instant time, Server server, String channel)
            throws IOException, InterruptedException, Refusal {
        JsonArray channels = server.get("channels").getArray("channels");
        for (Object row : channels) {
            if (row instanceof JsonObject found && channel.equals(found.getString("name"))) {
                long first = found.getLong("first");
                long last = found.getLong("offset");
                return Optional.of(new Position(
                        found.getString("epoch"), bisect(time, server, channel, Math.max(0, first - 1), last)));
            }
        }
        return Optional.empty();
    }

    /** Records have the times of their order. Everything up to {@code low} is earlier, everything behind {@code high} is not. */
    private static long bisect(Instant time, Server server, String channel, long low, long high)
            throws IOException, InterruptedException, Refusal {
        long before = low;
        long end = high;
        while (before < end) {
            long middle = before + (end - before) / 2;
            if (timeAfter(server, channel, middle).isBefore(time)) {
                before = middle + 1;
            } else {
                end = middle;
            }
        }
        return before;
    }

    /** The time of the first record after an offset; the latest there is if there is none any more. */
    private static Instant timeAfter(Server server, String channel, long offset)
            throws IOException, InterruptedException, Refusal {
        HttpResponse<Stream<String>> answer =
                server.lines(URI.create(server.at(channel, "records") + "?limit=1&after=" + offset));
        try (Stream<String> lines = answer.body()) {
            for (String line : lines.toList()) {
                JsonObject record = JsonParser.object().from(line);
                if (!"gap".equals(record.getString("type"))) {
                    return Instant.parse(record.getString("timestamp"));
                }
            }
            return Instant.MAX;
        } catch (JsonParserException e) {
            throw new IOException("a record of the channel is not JSON", e);
        }
    }
}

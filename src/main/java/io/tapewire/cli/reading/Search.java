package io.tapewire.cli.reading;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import io.tapewire.cli.server.Refusal;
import io.tapewire.cli.server.Server;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;

/**
 * Lines of a channel that match, from the newest one back. One thread.
 *
 * @param after lines of records up to this offset are not looked at
 * @param most how many lines to find
 */
public record Search(Server server, String channel, String query, boolean isRegex, long after, int most) {
    private static final int PAGE = 1000;

    /** The lines, oldest first. */
    public Deque<String> run() throws IOException, InterruptedException, Refusal {
        Deque<String> found = new ArrayDeque<>();
        long before = -1;
        while (found.size() < most) {
            JsonObject done = page(before, found);
            if (done == null || done.getString("reason", "").equals("exhausted")) {
                break;
            }
            before = done.getLong("next");
        }
        return found;
    }

    /** Reads one answer. Its last line, or {@code null} if no more is wanted. */
    private JsonObject page(long before, Deque<String> found) throws IOException, InterruptedException, Refusal {
        String address = server.at(channel, "search") + "?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8)
                + "&limit=" + Math.min(PAGE, most) + (isRegex ? "&regex=true" : "")
                + (before < 0 ? "" : "&before=" + before);
        try (Stream<String> lines = server.lines(URI.create(address)).body()) {
            for (String line : (Iterable<String>) lines::iterator) {
                JsonObject said = JsonParser.object().from(line);
                if (said.has("done")) {
                    return said;
                }
                if (said.has("text")) {
                    if (said.getLong("offset") <= after || found.size() == most) {
                        return null;
                    }
                    found.addFirst(said.getString("text"));
                }
            }
            throw new IOException("the search broke off");
        } catch (JsonParserException e) {
            throw new IOException("a line of the search's answer is not JSON", e);
        }
    }
}

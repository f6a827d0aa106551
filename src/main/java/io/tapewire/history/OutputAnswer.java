package io.tapewire.history;

import io.tapewire.channel.Channel;
import io.tapewire.config.Limits;
import io.tapewire.http.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers with a channel's output, or a part of it, in one of several formats. Any thread. */
final class OutputAnswer {
    private static final String RAW = "raw";

    private final Map<String, Export> formats = new LinkedHashMap<>();

    OutputAnswer(Limits limits) {
        formats.put(RAW, new RawExport());
        formats.put("text", new TextExport(limits));
        formats.put("asciicast", new CastExport());
    }

    void send(Channel channel, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Parameters parameters = Parameters.of(request, "after", "to", "format");
        long after = parameters.number("after", 0, Parameters.MOST_OFFSET).orElse(0);
        long to = parameters.number("to", after, Parameters.MOST_OFFSET).orElse(Parameters.MOST_OFFSET);
        Export export = formats.get(parameters.word("format", formats.keySet(), RAW));
        export.send(Range.between(channel.log(), after, to), response);
    }
}

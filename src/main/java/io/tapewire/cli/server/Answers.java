package io.tapewire.cli.server;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the server answers. */
public final class Answers {
    private Answers() {}

    /**
     * Waits for an answer, and gives it up if it does not come.
     *
     * @throws IOException if the connection has broken, or there is no answer for so long
     */
    public static HttpResponse<String> await(CompletableFuture<HttpResponse<String>> answer, Duration patience)
            throws IOException, InterruptedException {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IOException(reason(cause), cause);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("the server has not answered for " + patience.toSeconds() + " s", e);
        }
    }

    /** Some of the JDK's network errors say nothing but their name. */
    private static String reason(Throwable cause) {
        if (cause.getMessage() != null) {
            return cause.getMessage();
        }
        return cause instanceof ConnectException
                ? "cannot connect"
                : cause.getClass().getSimpleName();
    }

    /** The answer itself, if it is a successful one. */
    public static HttpResponse<String> check(HttpResponse<String> answer) throws Refusal {
        if (answer.statusCode() / 100 != 2) {
            throw Refusal.of(answer.statusCode(), answer.body());
        }
        return answer;
    }

    /** What a successful answer says. */
    public static JsonObject json(HttpResponse<String> answer) throws IOException, Refusal {
        try {
            return JsonParser.object().from(check(answer).body());
        } catch (JsonParserException e) {
            throw new IOException("the answer of " + answer.uri() + " is not JSON: is this a Tapewire server?", e);
        }
    }
}

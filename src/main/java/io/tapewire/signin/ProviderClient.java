package io.tapewire.signin;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.protocol.Depth;
import io.tapewire.protocol.Providers;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the provider. Each request ends within a time, its answer has a bounded length, and only a few wait at once, because
 * each occupies a thread of the server. Any thread.
 */
final class ProviderClient {
    private final HttpClient http;
    private final Duration timeout;
    private final int mostBytes;
    private final Semaphore turns;
    private final Limits limits;

    /** @param status as in HTTP */
    record Answer(int status, JsonObject json) {}

    ProviderClient(Limits limits) {
        this.limits = limits;
        this.timeout = Duration.ofMillis(limits.of(Limit.OIDC_TIMEOUT_MS));
        this.mostBytes = limits.asInt(Limit.OIDC_BYTES);
        this.turns = new Semaphore(limits.asInt(Limit.OIDC_REQUESTS));
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    /**
     * Sends a request, and waits for its answer.
     *
     * @throws SignInFailed if there is none, if it is no JSON object, or if too many requests wait
     */
    Answer send(HttpRequest.Builder request) throws SignInFailed {
        if (!turns.tryAcquire()) {
            limits.refused(Limit.OIDC_REQUESTS);
            throw SignInFailed.unavailable("Too many people are signing in just now. Try again in a moment.", null);
        }
        try {
            HttpResponse<String> answer = wait(http.sendAsync(
                    request.header("Accept", "application/json").build(), head -> new LimitedText(mostBytes)));
            return new Answer(answer.statusCode(), parse(answer.body()));
        } catch (IOException failure) {
            throw unreachable(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unreachable(stopped);
        } finally {
            turns.release();
        }
    }

    /** For the head and the body together; the client's own time limit is for the head alone. */
    private HttpResponse<String> wait(CompletableFuture<HttpResponse<String>> answer)
            throws IOException, InterruptedException {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause());
        } catch (TimeoutException late) {
            throw new IOException("no answer within " + timeout.toMillis() + " ms", late);
        } finally {
            answer.cancel(true);
        }
    }

    private static JsonObject parse(String text) throws IOException {
        if (Depth.STANDARD.isTooDeep(text)) {
            throw new IOException("the answer is nested too deeply");
        }
        try (JsonReader reader = Providers.JSON.createReader(new StringReader(text))) {
            return reader.readObject();
        } catch (RuntimeException notJson) {
            // without the parser's message, which may repeat a part of a token
            throw new IOException("the answer is no JSON object");
        }
    }

    private static SignInFailed unreachable(Exception cause) {
        return SignInFailed.unavailable("The identity provider does not answer. Try again in a moment.", cause);
    }
}

package io.tapewire.ingest;

import io.tapewire.http.Rejected;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;

/** The header by which a client says that requests are the same one, sent again. */
final class IdempotencyKey {
    private static final String NAME = "Idempotency-Key";
    private static final int MOST_CHARACTERS = 255;

    private IdempotencyKey() {}

    /**
     * Returns the key, or {@code null} if the request has none.
     *
     * @throws Rejected if it is not allowed
     */
    static String of(HttpServletRequest request) {
        List<String> values = Collections.list(request.getHeaders(NAME));
        if (values.isEmpty()) {
            return null;
        }
        String key = values.get(0).strip();
        if (values.size() > 1 || key.isEmpty() || key.length() > MOST_CHARACTERS) {
            throw new Rejected(
                    400, "bad_key", "a request has one " + NAME + " of 1 to " + MOST_CHARACTERS + " characters");
        }
        return key;
    }
}

package io.tapewire.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;

/** Parameters, encoded as a form or an address has them. Not thread-safe. */
final class Form {
    private final StringBuilder text = new StringBuilder();

    Form with(String name, String value) {
        text.append(text.isEmpty() ? "" : "&").append(encode(name)).append('=').append(encode(value));
        return this;
    }

    /** An address with them, which may have some of its own. */
    String on(URI address) {
        return address + (address.getRawQuery() == null ? "?" : "&") + text;
    }

    static String encode(String value) {
        return URLEncoder.encode(value, UTF_8);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

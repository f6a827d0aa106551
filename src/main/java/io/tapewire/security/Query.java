package io.tapewire.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parameters of an address. {@code ServletRequest.getParameter} is not used because it also consumes a posted
 * form's body.
 */
public record Query(String text) {
    public static Query of(HttpServletRequest request) {
        return new Query(request.getQueryString() == null ? "" : request.getQueryString());
    }

    /** The first value with this name, or {@code null}. */
    public String first(String name) {
        return Arrays.stream(text.split("&", -1))
                .filter(pair -> pair.equals(name) || pair.startsWith(name + "="))
                .map(pair -> decode(pair.substring(Math.min(pair.length(), name.length() + 1))))
                .findFirst()
                .orElse(null);
    }

    /** The names of all parameters. */
    public Set<String> names() {
        return Arrays.stream(text.split("&", -1))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> decode(pair.replaceFirst("=.*", "")))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The parameters without this name, to append to an address: empty, or beginning with {@code ?}. */
    public String without(String name) {
        String rest = Arrays.stream(text.split("&", -1))
                .filter(pair -> !pair.isEmpty() && !pair.equals(name) && !pair.startsWith(name + "="))
                .collect(Collectors.joining("&"));
        return rest.isEmpty() ? "" : "?" + rest;
    }

    private static String decode(String value) {
        try {
            return URLDecoder.decode(value, UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            // a % that begins no escape is kept
            return value;
        }
    }
}

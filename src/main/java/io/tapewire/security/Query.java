package io.tapewire.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        return pairs().filter(pair -> nameOf(pair).equals(name))
                .map(pair -> decode(pair.substring(Math.min(pair.length(), endOfName(pair) + 1))))
                .findFirst()
                .orElse(null);
    }

    /** The names of all parameters, in order; one that is repeated comes as often. */
    public List<String> names() {
        return pairs().map(Query::nameOf).toList();
    }

    /** The parameters without this name, to append to an address: empty, or beginning with {@code ?}. */
    public String without(String name) {
        String rest = pairs().filter(pair -> !nameOf(pair).equals(name)).collect(Collectors.joining("&"));
        return rest.isEmpty() ? "" : "?" + rest;
    }

    private Stream<String> pairs() {
        return Arrays.stream(text.split("&", -1)).filter(pair -> !pair.isEmpty());
    }

    private static String nameOf(String pair) {
        return decode(pair.substring(0, endOfName(pair)));
    }

    private static int endOfName(String pair) {
        int end = pair.indexOf('=');
        return end < 0 ? pair.length() : end;
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

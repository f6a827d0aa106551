package io.tapewire.http;

import io.tapewire.security.Query;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The parameters of a request that reads. One that is misspelt is refused, because without it the answer would be
 * another one than the reader has asked for.
 */
public final class Parameters {
    /** The largest whole number that JavaScript can represent exactly, so the largest offset that a client can name. */
    public static final long MOST_OFFSET = (1L << 53) - 1;

    private final Query query;

    private Parameters(Query query) {
        this.query = query;
    }

    /**
     * The parameters of a request.
     *
     * @throws Rejected if it has others than these, or one of them twice
     */
    public static Parameters of(HttpServletRequest request, String... known) {
        Query query = Query.of(request);
        List<String> allowed = List.of(known);
        Set<String> seen = new HashSet<>();
        for (String name : query.names()) {
            if (!allowed.contains(name)) {
                throw bad("this address takes the parameters " + String.join(", ", allowed) + ", not " + name);
            }
            if (!seen.add(name)) {
                throw bad(name + " is given more than once");
            }
        }
        return new Parameters(query);
    }

    /**
     * Takes no parameters.
     *
     * @throws Rejected if the request has one
     */
    public static void requireNone(HttpServletRequest request) {
        List<String> names = Query.of(request).names();
        if (!names.isEmpty()) {
            throw bad("this address takes no parameters, so not " + String.join(", ", names));
        }
    }

    /** The value of a parameter, or {@code null} if it is absent. */
    public String text(String name) {
        return query.first(name);
    }

    /**
     * A whole number, or nothing if the parameter is absent.
     *
     * @throws Rejected if it is no whole number from {@code least} to {@code most}
     */
    public OptionalLong number(String name, long least, long most) {
        String text = query.first(name);
        if (text == null) {
            return OptionalLong.empty();
        }
        // no more digits than fit a long
        if (text.matches("[0-9]{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return OptionalLong.of(number);
            }
        }
        throw bad(name + " is a whole number from " + least + " to " + most);
    }

    /**
     * One of several words.
     *
     * @param standard the value if the parameter is absent
     * @throws Rejected if it is none of these words
     */
    public String word(String name, Collection<String> words, String standard) {
        String text = query.first(name);
        if (text == null) {
            return standard;
        }
        if (!words.contains(text)) {
            throw bad(name + " is one of " + String.join(", ", words));
        }
        return text;
    }

    /** The refusal of a parameter; the message names it and what is allowed. */
    public static Rejected bad(String message) {
        return new Rejected(400, "bad_field", message);
    }
}

package io.tapewire.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * The methods that an address allows: those named, {@code HEAD} if there is {@code GET}, and always {@code OPTIONS}.
 * Immutable.
 */
public final class Methods {
    private final Set<String> names;

    private Methods(Collection<String> names) {
        this.names = new TreeSet<>(names);
        this.names.add("OPTIONS");
        if (names.contains("GET")) {
            this.names.add("HEAD");
        }
    }

    public static Methods of(String... names) {
        return new Methods(Set.of(names));
    }

    public static Methods of(Set<String> names) {
        return new Methods(names);
    }

    /**
     * Answers {@code OPTIONS} with 204 and methods that are not allowed with 405, each with {@code Allow}.
     *
     * @return whether the request still has to be handled, because its method is allowed and not {@code OPTIONS}
     */
    public boolean admit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String method = request.getMethod();
        boolean asks = "OPTIONS".equals(method);
        if (!asks && names.contains(method)) {
            return true;
        }
        response.setHeader("Allow", String.join(", ", names));
        if (asks) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            Refusal.send(
                    request,
                    response,
                    405,
                    "method_not_allowed",
                    "this address takes " + String.join(", ", names) + ", not " + method);
        }
        return false;
    }
}

package io.tapewire.history;

import io.tapewire.access.Caller;
import io.tapewire.security.Proxies;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Who searches, as a key to compare: a person, or who has a token that names nobody, at one address. Each login with
 * the administrator's token counts by itself. Programs with the same token on the same machine are the same one.
 */
record Reader(Caller.Owner owner, String address) {
    static Reader of(HttpServletRequest request, Proxies proxies) {
        return new Reader(Caller.of(request.getUserPrincipal()).owner(), proxies.addressOf(request));
    }
}

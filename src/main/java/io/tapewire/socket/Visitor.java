package io.tapewire.socket;

import io.tapewire.access.Caller;
import java.security.Principal;

/** Who connects, and from where. Given as the principal of a session, which containers pass on from the handshake. */
record Visitor(Caller caller, String address) implements Principal {
    @Override
    public String getName() {
        return caller.getName();
    }
}

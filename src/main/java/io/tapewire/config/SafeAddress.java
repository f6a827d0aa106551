package io.tapewire.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Addresses to which secrets may go: nobody on the way can read or change what is sent there. */
public final class SafeAddress {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private SafeAddress() {}

    /** Whether it is an absolute address with TLS, or on this machine, that names no user and no fragment. */
    public static boolean isSafe(String text) {
        try {
            URI address = new URI(text);
            boolean isHere = "http".equals(address.getScheme()) && isThisMachine(address);
            return address.getHost() != null
                    && ("https".equals(address.getScheme()) || isHere)
                    && address.getRawUserInfo() == null
                    && address.getRawFragment() == null;
        } catch (URISyntaxException notAnAddress) {
            return false;
        }
    }

    /** Whether an address is on this machine, by its name alone. */
    public static boolean isThisMachine(URI address) {
        return address.getHost() != null && THIS_MACHINE.contains(address.getHost());
    }
}

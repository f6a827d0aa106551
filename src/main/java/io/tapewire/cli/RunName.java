package io.tapewire.cli;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names for runs. */
final class RunName {
    private static final int BYTES = 8;

    private RunName() {}

    /** A name that nobody else has, so no other program can publish to the run by mistake. */
    static String random() {
        byte[] name = new byte[BYTES];
        new SecureRandom().nextBytes(name);
        return HexFormat.of().formatHex(name);
    }
}

package io.tapewire.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The name of a channel's folder: what a person recognises, then what is unique. Channel names differ by case and have
 * slashes, and file systems have their own opinions on both.
 */
final class FolderName {
    private static final int MOST_READABLE = 60;

    private FolderName() {}

    /** @param epoch the log's first epoch, so that a channel that is deleted and comes again gets another folder */
    static String of(String channel, String epoch) {
        String readable = channel.toLowerCase(Locale.ROOT).replace('/', '_');
        return readable.substring(0, Math.min(readable.length(), MOST_READABLE)) + "-" + hash(channel) + "-" + epoch;
    }

    private static String hash(String channel) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(channel.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package io.tapewire.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * A script that Redis carries out at once and as a whole. A process of Redis knows those that it was told, so one that does
 * not know a script is another one than before. It may have lost what the one before had answered. Any thread.
 */
final class Script {
    private static final Script BEGIN = new Script("begin.lua");
    static final Script OPEN = new Script("open.lua");
    static final Script APPEND = new Script("append.lua");
    static final Script PULL = new Script("pull.lua");
    static final Script MARK = new Script("mark.lua");
    static final Script REPLACE = new Script("replace.lua");

    private final byte[] text;
    private final byte[] sha1;

    /** @param file a resource beside this class */
    Script(String file) {
        text = read(file);
        sha1 = sha1Of(text);
    }

    private static byte[] read(String file) {
        try (InputStream resource = Script.class.getResourceAsStream(file)) {
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name that Redis gives to a script. */
    private static byte[] sha1Of(byte[] text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text);
            return HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /** @throws redis.clients.jedis.exceptions.JedisException if it has failed, or if nobody knows whether it has */
    Reply run(UnifiedJedis redis, List<byte[]> keys, List<byte[]> arguments) {
        try {
            return new Reply(redis.evalsha(sha1, keys, arguments));
        } catch (JedisNoScriptException otherProcess) {
            redis.eval(BEGIN.text, List.of(Keys.PROCESS, Keys.PROCESSES), List.of());
            return new Reply(redis.eval(text, keys, arguments));
        }
    }
}

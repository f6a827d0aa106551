package io.tapewire.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * A script that Redis carries out at once and as a whole, if it is a master. Each knows the name of Redis' history, which
 * changes whenever something that was answered may have been lost. Any thread.
 */
final class Script {
    private static final byte[] HISTORY = read("history.lua");
    static final Script OPEN = new Script("open.lua");
    static final Script APPEND = new Script("append.lua");
    static final Script PULL = new Script("pull.lua");
    static final Script NEAR = new Script("near.lua");
    static final Script MARK = new Script("mark.lua");
    static final Script REPLACE = new Script("replace.lua");
    static final Script IDENTITY = new Script("identity.lua");
    static final Script PROBE = new Script("probe.lua");
    static final Script ADD_ENTRY = new Script("add-entry.lua");
    static final Script KEEP_ENTRY = new Script("keep-entry.lua");
    static final Script TAKE_ENTRY = new Script("take-entry.lua");
    static final Script BEGIN_REQUEST = new Script("begin-request.lua");
    static final Script COMPLETE_REQUEST = new Script("complete-request.lua");
    static final Script KEEP_REQUEST = new Script("keep-request.lua");

    private final byte[] text;
    private final byte[] sha1;

    /** @param file a resource beside this class */
    Script(String file) {
        byte[] own = read(file);
        text = ByteBuffer.allocate(HISTORY.length + own.length)
                .put(HISTORY)
                .put(own)
                .array();
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
            return HexFormat.of().formatHex(digest).getBytes(US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /** @throws redis.clients.jedis.exceptions.JedisException if it has failed, or if nobody knows whether it has */
    Reply run(UnifiedJedis redis, List<byte[]> keys, List<byte[]> arguments) {
        try {
            return new Reply(redis.evalsha(sha1, keys, arguments));
        } catch (JedisNoScriptException unknown) {
            // it has just started, or somebody has removed the scripts
            return new Reply(redis.eval(text, keys, arguments));
        }
    }

    byte[] text() {
        return text;
    }

    byte[] sha1() {
        return sha1;
    }
}

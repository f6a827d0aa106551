package io.tapewire.signin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tapewire.token.Jwks;
import io.tapewire.token.Jwt;
import io.tapewire.token.KeyPairs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A provider that says whatever a test wants. It holds to PKCE: a code is good only with the verifier of the challenge
 * that it was made for.
 */
public final class FakeProvider implements AutoCloseable {
    public static final KeyPair KEYS = KeyPairs.ec("secp256r1");
    public static final String CLIENT = "tapewire";

    private final HttpServer server;
    private final Map<String, String> challenges = new ConcurrentHashMap<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger codes = new AtomicInteger();
    public final AtomicInteger discoveries = new AtomicInteger();

    /** Whether every question is answered with 500. */
    public volatile boolean isDown;

    public FakeProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "provider");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/.well-known/openid-configuration", exchange -> {
            discoveries.incrementAndGet();
            send(exchange, 200, metadata());
        });
        server.createContext("/keys", exchange -> send(exchange, 200, Jwks.set(Jwks.ec("ec", KEYS))));
        server.createContext("/token", this::exchange);
        server.start();
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Gives a code for this answer of the token endpoint. */
    public String codeFor(String challenge, String answer) {
        String code = "code-" + codes.incrementAndGet();
        challenges.put(code, challenge);
        tokens.put(code, answer);
        return code;
    }

    /** Claims that are right; what is named in {@code changes} is replaced, or left out if it is {@code null}. */
    public String claims(String nonce, Map<String, String> changes) {
        long now = Instant.now().getEpochSecond();
        Map<String, String> all = new ConcurrentHashMap<>(Map.of(
                "iss",
                '"' + issuer() + '"',
                "sub",
                "\"ada\"",
                "aud",
                '"' + CLIENT + '"',
                "nonce",
                '"' + nonce + '"',
                "iat",
                Long.toString(now),
                "exp",
                Long.toString(now + 60),
                "name",
                "\"Ada <Lovelace>\"",
                "groups",
                "[\"builders\"]"));
        changes.forEach((name, value) -> {
            if (value.isEmpty()) {
                all.remove(name);
            } else {
                all.put(name, value);
            }
        });
        return all.entrySet().stream()
                .map(entry -> '"' + entry.getKey() + "\":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    public static String signed(String claims) {
        return new Jwt("{\"alg\":\"ES256\",\"kid\":\"ec\"}", claims)
                .sign("SHA256withECDSAinP1363Format", KEYS.getPrivate());
    }

    private String metadata() {
        return """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
                 "jwks_uri":"%1$s/keys","end_session_endpoint":"%1$s/end",
                 "authorization_response_iss_parameter_supported":true}""".formatted(issuer());
    }

    private void exchange(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        String code = form.getOrDefault("code", "");
        String challenge = challenges.remove(code);
        if (challenge == null || !challenge.equals(s256(form.getOrDefault("code_verifier", "")))) {
            send(exchange, 400, "{\"error\":\"invalid_grant\"}");
        } else {
            send(exchange, 200, tokens.remove(code));
        }
    }

    private void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(isDown ? 500 : status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** The parameters of an address or a form. */
    public static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
    }

    private static String s256(String verifier) {
        try {
            return Jwt.encode(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

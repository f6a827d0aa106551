package io.tapewire.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tapewire.config.JwtSettings;
import io.tapewire.config.JwtSettings.Source;
import io.tapewire.config.Limits;
import io.tapewire.fault.CapturedLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetTest {
    private static final KeyPair OLD = KeyPairs.ec("secp256r1");
    private static final KeyPair NEW = KeyPairs.ec("secp256r1");

    private final AtomicInteger reads = new AtomicInteger();
    private HttpServer server;
    private volatile String keys = Jwks.set(Jwks.ec("old", OLD));

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            reads.incrementAndGet();
            byte[] body = keys.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(keys.isEmpty() ? 500 : 200, keys.isEmpty() ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void the_key_that_a_token_names_is_taken_from_the_set_which_is_read_once() throws BadToken {
        Verifier verifier = byAddress();

        for (int i = 0; i < 5; i++) {
            assertThat(verifier.verify(token("old", OLD)).name()).isEqualTo("ada");
        }
        assertThat(reads).hasValue(1);
        assertThatThrownBy(() -> verifier.verify(token("old", NEW))).isExactlyInstanceOf(BadToken.class);
    }

    @Test
    void a_new_key_counts_as_soon_as_a_token_names_it() throws BadToken {
        Verifier verifier = byAddress();
        verifier.verify(token("old", OLD));

        keys = Jwks.set(Jwks.ec("old", OLD), Jwks.ec("new", NEW));

        assertThat(verifier.verify(token("new", NEW))).isNotNull();
        assertThat(reads).hasValue(2);
    }

    @Test
    void many_unknown_keys_do_not_make_us_read_the_set_each_time() throws BadToken {
        Verifier verifier = byAddress();
        verifier.verify(token("old", OLD));

        for (int i = 0; i < 50; i++) {
            String kid = "forged" + i;
            assertThatThrownBy(() -> verifier.verify(token(kid, NEW))).isExactlyInstanceOf(BadToken.class);
        }
        assertThat(reads).hasValueLessThanOrEqualTo(3);
        assertThat(verifier.verify(token("old", OLD))).isNotNull();
    }

    @Test
    void while_the_set_cannot_be_read_the_last_one_counts() throws BadToken {
        Verifier verifier = byAddress();
        verifier.verify(token("old", OLD));

        keys = "";
        assertThatThrownBy(() -> verifier.verify(token("new", NEW))).isInstanceOf(Exception.class);

        assertThat(verifier.verify(token("old", OLD))).isNotNull();
    }

    @Test
    void a_token_that_cannot_be_checked_is_not_called_a_bad_one() {
        keys = "";

        assertThatThrownBy(() -> byAddress().verify(token("old", OLD))).isExactlyInstanceOf(KeysUnavailable.class);
    }

    @Test
    void an_outage_from_the_start_is_no_fault_of_the_token_however_often_it_comes() {
        keys = "";
        Verifier verifier = byAddress();

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> verifier.verify(token("old", OLD))).isExactlyInstanceOf(KeysUnavailable.class);
        }
        assertThat(reads).as("questions to the provider").hasValueLessThanOrEqualTo(2);
    }

    @Test
    void a_new_key_during_an_outage_is_no_fault_of_the_token_either() throws BadToken {
        Verifier verifier = byAddress();
        verifier.verify(token("old", OLD));

        keys = "";
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> verifier.verify(token("new", NEW))).isExactlyInstanceOf(KeysUnavailable.class);
        }
        assertThat(verifier.verify(token("old", OLD))).isNotNull();
        assertThatThrownBy(() -> verifier.verify(token("old", NEW)))
                .as("a forgery with a known key")
                .isExactlyInstanceOf(BadToken.class);
    }

    @Test
    void an_outage_is_told_in_the_log_once() throws BadToken {
        try (CapturedLog log = CapturedLog.ofTapewire()) {
            Verifier verifier = byAddress();
            verifier.verify(token("old", OLD));
            keys = "";
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> verifier.verify(token("new", NEW))).isInstanceOf(KeysUnavailable.class);
            }
            assertThat(log.records())
                    .filteredOn(record -> record.getLevel().equals(Level.WARNING))
                    .hasSize(1);
        }
    }

    @Test
    void a_key_that_is_too_short_checks_nothing() {
        KeyPair brief = KeyPairs.rsa(1_024);
        keys = Jwks.set(Jwks.rsa("brief", brief));
        String token = new Jwt("{\"alg\":\"RS256\",\"kid\":\"brief\"}", Jwt.claims(Instant.now(), ""))
                .sign("SHA256withRSA", brief.getPrivate());

        assertThatThrownBy(() -> byAddress().verify(token)).isExactlyInstanceOf(BadToken.class);
    }

    @Test
    void secrets_in_a_set_check_nothing() {
        byte[] secret = Jwt.SECRET.getBytes(StandardCharsets.UTF_8);
        keys = Jwks.set("{\"kty\":\"oct\",\"kid\":\"old\",\"k\":\"" + Jwt.encode(secret) + "\"}");
        String token = new Jwt("{\"alg\":\"HS256\",\"kid\":\"old\"}", Jwt.claims(Instant.now(), ""))
                .hmac("HmacSHA256", secret);

        assertThatThrownBy(() -> byAddress().verify(token)).isExactlyInstanceOf(BadToken.class);
    }

    @Test
    void the_address_that_a_token_brings_is_not_asked() {
        Verifier verifier = byAddress();
        String header = "{\"alg\":\"ES256\",\"kid\":\"x\",\"jku\":\"" + address("/evil") + "\"}";
        keys = Jwks.set(Jwks.ec("other", OLD));
        String token =
                new Jwt(header, Jwt.claims(Instant.now(), "")).sign("SHA256withECDSAinP1363Format", NEW.getPrivate());

        assertThatThrownBy(() -> verifier.verify(token)).isExactlyInstanceOf(BadToken.class);
    }

    @Test
    void the_set_may_be_a_file() throws IOException, BadToken {
        Path file = Files.writeString(directory.resolve("keys.json"), keys);

        assertThat(verifier(file.toString()).verify(token("old", OLD))).isNotNull();
        assertThat(verifier(file.toUri().toString()).verify(token("old", OLD))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no/such/file", "ftp://example.com/keys", "http:", "https://exa mple/"})
    void what_is_no_set_stops_the_deployment(String value) {
        assertThatThrownBy(() -> verifier(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tapewire.jwt.jwks");
    }

    private Verifier byAddress() {
        return verifier(address("/keys"));
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static Verifier verifier(String value) {
        return new JwtVerifier(
                new JwtSettings(Source.JWKS, value, null, null), Limits.STANDARD, InstantSource.system());
    }

    private static String token(String kid, KeyPair pair) {
        return new Jwt("{\"alg\":\"ES256\",\"kid\":\"" + kid + "\"}", Jwt.claims(Instant.now(), "\"sub\":\"ada\""))
                .sign("SHA256withECDSAinP1363Format", pair.getPrivate());
    }
}

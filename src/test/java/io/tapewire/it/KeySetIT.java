package io.tapewire.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tapewire.token.Jwks;
import io.tapewire.token.Jwt;
import io.tapewire.token.KeyPairs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.security.KeyPair;
import java.time.Instant;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tokens whose keys come from the address of a key set, checked by the copy of the library that the server gives. */
@ExtendWith(ArquillianExtension.class)
class KeySetIT {
    private static final KeyPair EC = KeyPairs.ec("secp256r1");
    private static final KeyPair RSA = KeyPairs.rsa(2048);
    private static final KeyPair FOREIGN = KeyPairs.ec("secp256r1");
    private static final HttpServer IDENTITY_PROVIDER = start();

    private static volatile String keys = Jwks.set(Jwks.ec("ec", EC));

    @ArquillianResource
    private URL deployed;

    @Deployment(testable = false)
    static WebArchive withKeys() {
        return War.packaged()
                .addAsResource(
                        new StringAsset("tapewire.jwt.jwks=http://127.0.0.1:"
                                + IDENTITY_PROVIDER.getAddress().getPort() + "/keys\n"),
                        "META-INF/microprofile-config.properties");
    }

    @AfterAll
    static void stop() {
        IDENTITY_PROVIDER.stop(0);
    }

    @Test
    void the_sets_keys_count_also_new_ones_and_also_during_an_outage() {
        assertThat(status(token("ES256", "ec", "SHA256withECDSAinP1363Format", EC)))
                .isEqualTo(200);
        assertThat(status(token("ES256", "ec", "SHA256withECDSAinP1363Format", FOREIGN)))
                .isEqualTo(401);
        assertThat(status(token("HS256", "ec", "SHA256withECDSAinP1363Format", EC)))
                .isEqualTo(401);

        keys = Jwks.set(Jwks.ec("ec", EC), Jwks.rsa("rsa", RSA));
        assertThat(status(token("RS256", "rsa", "SHA256withRSA", RSA))).isEqualTo(200);

        keys = "";
        assertThat(status(token("RS256", "rsa", "SHA256withRSA", RSA))).isEqualTo(200);
        assertThat(status(token("ES256", "foreign", "SHA256withECDSAinP1363Format", FOREIGN)))
                .isNotEqualTo(200);
        assertThat(status(token("ES256", "ec", "SHA256withECDSAinP1363Format", EC)))
                .isEqualTo(200);
    }

    private int status(String token) {
        return new Producer(URI.create("http://localhost:" + deployed.getPort() + "/"), token)
                .get("tapewire/me")
                .statusCode();
    }

    private static String token(String algorithm, String kid, String signature, KeyPair pair) {
        return new Jwt(
                        "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + kid + "\"}",
                        Jwt.claims(Instant.now(), "\"sub\":\"ada\""))
                .sign(signature, pair.getPrivate());
    }

    private static HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/keys", exchange -> {
                byte[] body = keys.getBytes(UTF_8);
                exchange.sendResponseHeaders(body.length == 0 ? 500 : 200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.tapewire.token;

import static io.tapewire.access.Permission.MANAGE;
import static io.tapewire.access.Permission.PUBLISH;
import static io.tapewire.access.Permission.SUBSCRIBE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.access.Caller;
import io.tapewire.config.JwtSettings;
import io.tapewire.config.JwtSettings.Source;
import io.tapewire.config.Limits;
import java.security.KeyPair;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-26T06:00:00Z");
    private static final String HS256 = "{\"alg\":\"HS256\"}";
    private static final KeyPair RSA = KeyPairs.rsa(2048);
    private static final KeyPair EC = KeyPairs.ec("secp256r1");

    @Test
    void a_good_token_says_who_has_it_until_when_and_what_it_grants() throws BadToken {
        Caller caller = bySecret()
                .verify(hs256("\"sub\":\"ada\",\"jti\":\"t1\",\"tapewire\":{\"subscribe\":[\"build/**\"],"
                        + "\"publish\":[\"build/1\",\"x/*\"]}"));

        assertThat(caller.name()).isEqualTo("ada");
        assertThat(caller.tokenId()).isEqualTo("t1");
        assertThat(caller.expires()).isEqualTo(NOW.plusSeconds(60));
        assertThat(caller.isAdministrator()).isFalse();
        assertThat(caller.grants().allow(SUBSCRIBE, "build/1/2")).isTrue();
        assertThat(caller.grants().allow(PUBLISH, "build/1")).isTrue();
        assertThat(caller.grants().allow(PUBLISH, "build/2")).isFalse();
        assertThat(caller.grants().of(MANAGE)).as("a missing list").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"tapewire\":{}",
                "\"tapewire\":null",
                "\"tapewire\":{\"subscribe\":null}",
                "\"tapewire\":{\"subscribe\":[]}",
                "\"tapewire\":{\"subscribes\":[\"**\"]}"
            })
    void what_is_missing_grants_nothing(String claims) throws BadToken {
        Caller caller = bySecret().verify(hs256(claims));

        assertThat(caller.grants().subscribe()).isEmpty();
        assertThat(caller.grants().publish()).isEmpty();
        assertThat(caller.grants().manage()).isEmpty();
        assertThat(caller.name()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"**\"",
                "true",
                "{\"subscribe\":\"**\"}",
                "{\"subscribe\":{}}",
                "{\"subscribe\":[1]}",
                "{\"subscribe\":[null]}",
                "{\"subscribe\":[[\"**\"]]}",
                "{\"subscribe\":[\"a*\"]}",
                "{\"publish\":[\"\"]}",
                "{\"manage\":[\"a/**/b\"]}",
                "{\"manage\":[\"/\"]}"
            })
    void grants_of_another_shape_are_refused_so_that_the_mistake_is_noticed(String grants) {
        refused(bySecret(), hs256("\"tapewire\":" + grants));
    }

    @ParameterizedTest
    @CsvSource({
        "HS256,HmacSHA256,32,true",
        "HS384,HmacSHA384,32,false",
        "HS384,HmacSHA384,48,true",
        "HS512,HmacSHA512,48,false",
        "HS512,HmacSHA512,64,true"
    })
    void a_secret_takes_the_hashes_that_it_is_long_enough_for(String name, String mac, int bytes, boolean good) {
        String secret = "s".repeat(bytes);
        String token = new Jwt("{\"alg\":\"" + name + "\"}", Jwt.claims(NOW, "")).hmac(mac, secret);

        accepted(verifier(Source.SECRET, secret), token, good);
    }

    @Test
    void the_key_is_the_configured_one_whatever_the_token_says() throws BadToken {
        String[] headers = {
            "{\"alg\":\"HS256\",\"kid\":\"other\"}",
            "{\"alg\":\"HS256\",\"jku\":\"http://127.0.0.1:1/keys\"}",
            "{\"alg\":\"HS256\",\"x5u\":\"http://127.0.0.1:1/cert\"}"
        };
        for (String header : headers) {
            Jwt jwt = new Jwt(header, Jwt.claims(NOW, ""));
            assertThat(bySecret().verify(jwt.hmac("HmacSHA256", Jwt.SECRET))).isNotNull();
            refused(bySecret(), jwt.hmac("HmacSHA256", "other"));
        }
    }

    @Test
    void unsigned_tokens_are_refused() {
        for (String alg : new String[] {"none", "None", "NONE", "nOnE"}) {
            Jwt jwt = new Jwt("{\"alg\":\"" + alg + "\"}", Jwt.claims(NOW, ""));
            refused(bySecret(), jwt.with(new byte[0]));
            refused(bySecret(), jwt.hmac("HmacSHA256", Jwt.SECRET));
        }
        refused(bySecret(), new Jwt(HS256, Jwt.claims(NOW, "")).with(new byte[0]));
        refused(bySecret(), new Jwt(HS256, Jwt.claims(NOW, "")).with(new byte[32]));
    }

    @Test
    void a_public_key_is_never_a_secret() {
        Jwt jwt = new Jwt(HS256, Jwt.claims(NOW, ""));
        Verifier verifier = verifier(Source.PUBLIC_KEY, pem(RSA));

        refused(verifier, jwt.hmac("HmacSHA256", RSA.getPublic().getEncoded()));
        refused(verifier, jwt.hmac("HmacSHA256", pem(RSA)));
    }

    @Test
    void an_rsa_key_takes_rsa_signatures_alone() {
        Verifier verifier = verifier(Source.PUBLIC_KEY, pem(RSA));

        accepted(verifier, jwt("RS256").sign("SHA256withRSA", RSA.getPrivate()), true);
        accepted(verifier, jwt("RS512").sign("SHA512withRSA", RSA.getPrivate()), true);
        accepted(verifier, jwt("RS256").sign("SHA256withRSA", KeyPairs.rsa(2048).getPrivate()), false);
        accepted(verifier, jwt("RS512").sign("SHA256withRSA", RSA.getPrivate()), false);
        accepted(verifier, jwt("ES256").sign("SHA256withRSA", RSA.getPrivate()), false);
    }

    @Test
    void a_key_on_a_curve_takes_that_curves_signatures_alone() {
        Verifier verifier = verifier(Source.PUBLIC_KEY, pem(EC));

        accepted(verifier, jwt("ES256").sign("SHA256withECDSAinP1363Format", EC.getPrivate()), true);
        accepted(verifier, jwt("ES384").sign("SHA384withECDSAinP1363Format", EC.getPrivate()), false);
        accepted(
                verifier,
                jwt("ES256")
                        .sign(
                                "SHA256withECDSAinP1363Format",
                                KeyPairs.ec("secp256r1").getPrivate()),
                false);
        accepted(verifier, jwt("ES256").with(new byte[64]), false);
        accepted(verifier, jwt("ES256").with(new byte[0]), false);
    }

    @Test
    void a_key_that_is_too_weak_stops_the_deployment() {
        assertThatThrownBy(() -> verifier(Source.PUBLIC_KEY, pem(KeyPairs.rsa(1024))))
                .hasMessageContaining("tapewire.jwt.public-key")
                .hasMessageContaining("2048");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "/no/such/file",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"
            })
    void what_is_no_public_key_stops_the_deployment(String key) {
        assertThatThrownBy(() -> verifier(Source.PUBLIC_KEY, key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tapewire.jwt.public-key")
                .hasMessageNotContaining("AAAA");
    }

    @ParameterizedTest
    @CsvSource({"60,true", "1,true", "0,false", "-1,false", "-29,false", "-1000,false"})
    void a_token_ends_exactly_when_it_says(long seconds, boolean good) {
        String claims = "{\"exp\":" + (NOW.getEpochSecond() + seconds) + "}";

        accepted(bySecret(), new Jwt(HS256, claims).hmac("HmacSHA256", Jwt.SECRET), good);
    }

    @Test
    void who_brings_an_ended_token_learns_that() {
        String claims = "{\"exp\":" + (NOW.getEpochSecond() - 1) + "}";

        assertThatThrownBy(() -> bySecret().verify(new Jwt(HS256, claims).hmac("HmacSHA256", Jwt.SECRET)))
                .isInstanceOf(BadToken.class)
                .hasMessage("the token has expired");
    }

    @ParameterizedTest
    @CsvSource({"-1,true", "0,true", "29,true", "31,false", "3600,false"})
    void a_token_may_begin_up_to_half_a_minute_from_now(long seconds, boolean good) {
        accepted(bySecret(), hs256("\"nbf\":" + (NOW.getEpochSecond() + seconds)), good);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"exp\":null}",
                "{\"exp\":\"soon\"}",
                "{\"exp\":true}",
                "{\"exp\":[]}",
                "{\"exp\":1e300}",
                "{\"exp\":253402300800}",
                "{\"exp\":-1}",
                "[]",
                "\"x\"",
                "null",
                "",
                "{",
                "{\"exp\":1795672860,\"jti\":{}}",
                "{\"exp\":1795672860,\"nbf\":\"x\"}"
            })
    void claims_that_make_no_sense_are_refused(String claims) {
        refused(bySecret(), new Jwt(HS256, claims).hmac("HmacSHA256", Jwt.SECRET));
    }

    @Test
    void issuer_and_audience_count_when_they_are_set() {
        Verifier verifier = new JwtVerifier(
                new JwtSettings(Source.SECRET, Jwt.SECRET, "https://id", "tapewire"), Limits.STANDARD, clock());

        accepted(verifier, hs256("\"iss\":\"https://id\",\"aud\":\"tapewire\""), true);
        accepted(verifier, hs256("\"iss\":\"https://id\",\"aud\":[\"other\",\"tapewire\"]"), true);
        accepted(verifier, hs256("\"iss\":\"https://id\",\"aud\":\"other\""), false);
        accepted(verifier, hs256("\"iss\":\"https://id\",\"aud\":[]"), false);
        accepted(verifier, hs256("\"iss\":\"https://id\""), false);
        accepted(verifier, hs256("\"iss\":\"https://id/\",\"aud\":\"tapewire\""), false);
        accepted(verifier, hs256("\"aud\":\"tapewire\""), false);
        accepted(bySecret(), hs256("\"iss\":\"anybody\",\"aud\":\"anything\""), true);
    }

    @ParameterizedTest
    @CsvSource({"JWT,true", "jwt,true", "at+jwt,true", "dpop+jwt,false", "logout+jwt,false", "x,false"})
    void tokens_of_another_kind_are_refused(String type, boolean good) {
        String header = "{\"alg\":\"HS256\",\"typ\":\"" + type + "\"}";

        accepted(bySecret(), new Jwt(header, Jwt.claims(NOW, "")).hmac("HmacSHA256", Jwt.SECRET), good);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1}",
                "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}",
                "{\"alg\":\"HS256\",\"alg\":\"none\"}",
                "{\"alg\":1}",
                "{}",
                "[]",
                "",
                "{\"alg\":\"HS257\"}",
                "{\"alg\":\"dir\",\"enc\":\"A128GCM\"}"
            })
    void headers_that_we_cannot_keep_to_are_refused(String header) {
        refused(bySecret(), new Jwt(header, Jwt.claims(NOW, "")).hmac("HmacSHA256", Jwt.SECRET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a.b",
                "a.b.c",
                "a.b.c.d.e",
                "eyJhbGciOiJIUzI1NiJ9..",
                " ",
                "\u0000.\u0000.\u0000",
                "%2e.%2e.%2e",
                "{}.{}.{}"
            })
    void junk_is_refused(String token) {
        refused(bySecret(), token);
    }

    @Test
    void a_token_within_a_token_and_an_encrypted_one_are_refused() {
        String inner = hs256("");
        String nested = new Jwt("{\"alg\":\"HS256\",\"cty\":\"JWT\"}", inner).hmac("HmacSHA256", Jwt.SECRET);
        String encrypted =
                Jwt.encode("{\"alg\":\"dir\",\"enc\":\"A128CBC-HS256\"}".getBytes(UTF_8)) + "..AAAA.AAAA.AAAA";

        refused(bySecret(), nested);
        refused(bySecret(), encrypted);
    }

    @Test
    void a_token_that_somebody_has_changed_is_refused() {
        String good = hs256("\"sub\":\"ada\"");
        String[] parts = good.split("\\.", -1);
        String more = Jwt.encode(Jwt.claims(NOW, "\"sub\":\"eve\"").getBytes(UTF_8));

        refused(bySecret(), parts[0] + "." + more + "." + parts[2]);
        refused(bySecret(), good.substring(0, good.length() - 5));
        refused(bySecret(), good + "." + parts[2]);
    }

    private static Verifier bySecret() {
        return verifier(Source.SECRET, Jwt.SECRET);
    }

    private static Verifier verifier(Source source, String key) {
        return new JwtVerifier(new JwtSettings(source, key, null, null), Limits.STANDARD, clock());
    }

    private static InstantSource clock() {
        return InstantSource.fixed(NOW);
    }

    private static String hs256(String claims) {
        return new Jwt(HS256, Jwt.claims(NOW, claims)).hmac("HmacSHA256", Jwt.SECRET);
    }

    private static Jwt jwt(String algorithm) {
        return new Jwt("{\"alg\":\"" + algorithm + "\"}", Jwt.claims(NOW, ""));
    }

    private static void accepted(Verifier verifier, String token, boolean good) {
        if (good) {
            assertThat(verifies(verifier, token)).isTrue();
        } else {
            refused(verifier, token);
        }
    }

    private static boolean verifies(Verifier verifier, String token) {
        try {
            return verifier.verify(token) != null;
        } catch (BadToken bad) {
            throw new AssertionError(bad);
        }
    }

    private static void refused(Verifier verifier, String token) {
        assertThatThrownBy(() -> verifier.verify(token)).as(token).isExactlyInstanceOf(BadToken.class);
    }

    static String pem(KeyPair pair) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }
}

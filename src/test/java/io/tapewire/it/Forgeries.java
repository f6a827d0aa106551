package io.tapewire.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.token.Jwt;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tokens that nobody may use for anything, by what is wrong with them. All would grant everything. */
final class Forgeries {
    private static final String HS256 = "{\"alg\":\"HS256\"}";
    private static final String ALL =
            "\"sub\":\"eve\",\"iss\":\"https://id.example\",\"aud\":\"tapewire\",\"tapewire\":{\"subscribe\":[\"**\"],"
                    + "\"publish\":[\"**\"],\"manage\":[\"**\"]}";

    private Forgeries() {}

    static Map<String, String> all() {
        long now = Instant.now().getEpochSecond();
        String claims = Jwt.claims(Instant.now(), ALL);
        Map<String, String> forged = new LinkedHashMap<>();
        forged.put("not signed", new Jwt("{\"alg\":\"none\"}", claims).with(new byte[0]));
        forged.put("not signed, in other letters", new Jwt("{\"alg\":\"nOnE\"}", claims).with(new byte[0]));
        forged.put("without its signature", new Jwt(HS256, claims).with(new byte[0]));
        forged.put("with a signature of zeros", new Jwt(HS256, claims).with(new byte[32]));
        forged.put("with a curve's signature of zeros", new Jwt("{\"alg\":\"ES256\"}", claims).with(new byte[64]));
        forged.put("by another secret", hmac(HS256, claims, "another secret that is long enough, too"));
        forged.put("by the administrator's token", hmac(HS256, claims, ServerTest.TOKEN));
        forged.put("by a hash that the secret is too short for", hmac512(claims));
        forged.put("expired a second ago", good("{\"exp\":" + (now - 1) + "," + ALL + "}"));
        forged.put("expired long ago", good("{\"exp\":1," + ALL + "}"));
        forged.put("without an end", good("{" + ALL + "}"));
        forged.put("with an end that is no time", good("{\"exp\":\"never\"," + ALL + "}"));
        forged.put("with an end beyond all years", good("{\"exp\":1e300," + ALL + "}"));
        forged.put("with an end that takes for ever to write", good("{\"exp\":1e999999999," + ALL + "}"));
        forged.put("not valid yet", good(Jwt.claims(Instant.now(), "\"nbf\":" + (now + 3_600) + "," + ALL)));
        forged.put("of another issuer", good(claims.replace("https://id.example", "https://evil.example")));
        forged.put("for another audience", good(claims.replace("\"aud\":\"tapewire\"", "\"aud\":\"other\"")));
        forged.put("for nobody in particular", good(claims.replace("\"aud\":\"tapewire\",", "")));
        forged.put(
                "with a key of its own",
                hmac("{\"alg\":\"HS256\",\"kid\":\"../../dev/null\"}", claims, "\0".repeat(32)));
        forged.put(
                "with the address of a key",
                hmac("{\"alg\":\"HS256\",\"jku\":\"http://127.0.0.1:1/keys\"}", claims, "x".repeat(32)));
        forged.put(
                "with an unknown condition", hmac("{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1}", claims, Jwt.SECRET));
        forged.put("for another purpose", hmac("{\"alg\":\"HS256\",\"typ\":\"logout+jwt\"}", claims, Jwt.SECRET));
        forged.put("within another one", hmac("{\"alg\":\"HS256\",\"cty\":\"JWT\"}", good(claims), Jwt.SECRET));
        forged.put("said to contain another one", hmac("{\"alg\":\"HS256\",\"cty\":\"JWT\"}", claims, Jwt.SECRET));
        forged.put("of somebody without a name", good(claims.replace("\"sub\":\"eve\"", "\"sub\":\"\"")));
        forged.put(
                "encrypted",
                Jwt.encode("{\"alg\":\"dir\",\"enc\":\"A128CBC-HS256\"}".getBytes(UTF_8)) + "..AAAA.AAAA.AAAA");
        forged.put("with a pattern that is none", good(claims.replace("[\"**\"]", "[\"a*\"]")));
        forged.put("with a text for a list", good(claims.replace("[\"**\"]", "\"**\"")));
        forged.put(
                "deeply nested", good("{\"exp\":" + (now + 60) + ",\"x\":" + "[".repeat(900) + "]".repeat(900) + "}"));
        forged.put("junk", "a.b.c");
        forged.put("nothing", "");
        return forged;
    }

    private static String good(String claims) {
        return hmac(HS256, claims, Jwt.SECRET);
    }

    private static String hmac(String header, String claims, String secret) {
        return new Jwt(header, claims).hmac("HmacSHA256", secret);
    }

    private static String hmac512(String claims) {
        return new Jwt("{\"alg\":\"HS512\"}", claims).hmac("HmacSHA512", Jwt.SECRET);
    }
}

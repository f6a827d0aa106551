package io.tapewire.signin;

import io.tapewire.config.SafeAddress;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;

/**
 * What a provider says of itself.
 *
 * @param authorization where people sign in
 * @param token where a code is exchanged
 * @param keys its key set
 * @param endSession where people sign out, or {@code null} if there is no such address
 * @param namesItself whether each of its answers says whose answer it is (RFC 9207)
 * @param takesBasic whether a client proves itself by HTTP basic authentication, or else in the form
 */
record Metadata(URI authorization, URI token, URI keys, URI endSession, boolean namesItself, boolean takesBasic) {
    private static final String BASIC = "client_secret_basic";

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if it is another provider's or lacks something
     */
    static Metadata of(JsonObject json, String issuer) {
        if (!issuer.equals(json.getString("issuer", null))) {
            throw new IllegalArgumentException("the provider calls itself otherwise than tapewire.oidc.issuer");
        }
        JsonValue methods = json.get("token_endpoint_auth_methods_supported");
        return new Metadata(
                address(json, "authorization_endpoint"),
                address(json, "token_endpoint"),
                address(json, "jwks_uri"),
                json.containsKey("end_session_endpoint") ? address(json, "end_session_endpoint") : null,
                json.getBoolean("authorization_response_iss_parameter_supported", false),
                // basic authentication is what counts if nothing is said
                !(methods instanceof JsonArray list)
                        || list.stream()
                                .anyMatch(each -> each instanceof JsonString s
                                        && s.getString().equals(BASIC)));
    }

    private static URI address(JsonObject json, String name) {
        String text = json.getString(name, "");
        if (!SafeAddress.isSafe(text)) {
            throw new IllegalArgumentException("the provider's " + name + " is no address with https");
        }
        return URI.create(text);
    }
}

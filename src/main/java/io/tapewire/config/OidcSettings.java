package io.tapewire.config;

import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How people sign in with OpenID Connect.
 *
 * @param issuer the provider's, exactly as it names itself
 * @param clientId what this server is called there
 * @param clientSecret or {@code null} for a public client
 * @param scopes separated by blanks; {@code openid} is among them
 * @param redirectUri where the provider sends people back to, or {@code null} if each request says it
 * @param nameClaim the claim of the ID token with the name that is shown
 * @param groupsClaim the claim of the ID token with the person's groups
 */
public record OidcSettings(
        String issuer,
        String clientId,
        String clientSecret,
        String scopes,
        String redirectUri,
        String nameClaim,
        String groupsClaim) {
    /** Below the application's root. It is registered at the provider, so it never changes. */
    public static final String CALLBACK = "/tapewire/sign-in/callback";

    private static final String PREFIX = "tapewire.oidc.";
    private static final String ISSUER = PREFIX + "issuer";
    private static final String CLIENT_ID = PREFIX + "client-id";
    private static final String CLIENT_SECRET = PREFIX + "client-secret";
    private static final String SCOPES = PREFIX + "scopes";
    private static final String REDIRECT_URI = PREFIX + "redirect-uri";
    private static final String NAME_CLAIM = PREFIX + "name-claim";
    private static final String GROUPS_CLAIM = PREFIX + "groups-claim";
    private static final String SCOPE = "[\\x21\\x23-\\x5b\\x5d-\\x7e]+";

    static Set<String> keys() {
        return Set.of(ISSUER, CLIENT_ID, CLIENT_SECRET, SCOPES, REDIRECT_URI, NAME_CLAIM, GROUPS_CLAIM);
    }

    /**
     * Reads them, or nothing if nobody can sign in so.
     *
     * @param values gives the text of a key, or empty
     * @throws IllegalArgumentException if they are not allowed; the message never shows the secret
     */
    static Optional<OidcSettings> read(Function<String, Optional<String>> values) {
        Function<String, Optional<String>> trimmed =
                key -> values.apply(key).map(String::strip).filter(text -> !text.isEmpty());
        if (trimmed.apply(ISSUER).isEmpty()) {
            keys().stream()
                    .filter(key -> trimmed.apply(key).isPresent())
                    .findAny()
                    .ifPresent(key -> {
                        throw new IllegalArgumentException(key + " has no meaning without " + ISSUER);
                    });
            return Optional.empty();
        }
        String clientId = trimmed.apply(CLIENT_ID)
                .orElseThrow(() -> new IllegalArgumentException(ISSUER + " needs " + CLIENT_ID + ", too"));
        return Optional.of(new OidcSettings(
                issuer(trimmed.apply(ISSUER).get()),
                clientId,
                trimmed.apply(CLIENT_SECRET).orElse(null),
                scopes(trimmed.apply(SCOPES).orElse("profile")),
                trimmed.apply(REDIRECT_URI).map(OidcSettings::redirectUri).orElse(null),
                trimmed.apply(NAME_CLAIM).orElse("name"),
                trimmed.apply(GROUPS_CLAIM).orElse("groups")));
    }

    private static String issuer(String text) {
        if (!SafeAddress.isSafe(text) || URI.create(text).getRawQuery() != null) {
            throw notAllowed(
                    ISSUER, text, "an address with https, or with http on this machine, as the provider names itself");
        }
        return text;
    }

    private static String redirectUri(String text) {
        if (!SafeAddress.isSafe(text) || !text.endsWith(CALLBACK)) {
            throw notAllowed(REDIRECT_URI, text, "an address with https that ends with " + CALLBACK);
        }
        return text;
    }

    private static String scopes(String text) {
        Set<String> all = new LinkedHashSet<>(Set.of("openid"));
        Arrays.stream(text.split("[ ,]+", -1)).filter(scope -> !scope.isEmpty()).forEach(all::add);
        if (!all.stream().allMatch(scope -> scope.matches(SCOPE))) {
            throw notAllowed(SCOPES, text, "words separated by blanks");
        }
        return String.join(" ", all);
    }

    private static IllegalArgumentException notAllowed(String key, String text, String takes) {
        return new IllegalArgumentException("%s = \"%s\" is not allowed: it takes %s".formatted(key, text, takes));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return issuer;
    }
}

package io.tapewire.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.config.Configuration;
import io.tapewire.config.Limits;
import io.tapewire.config.OidcSettings;
import io.tapewire.token.BadToken;
import io.tapewire.token.IdTokens;
import io.tapewire.token.KeysUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/** The OpenID provider ({@code tapewire.oidc.issuer}). It is first asked when somebody wants to sign in. Any thread. */
@ApplicationScoped
public class Provider {
    private final OidcSettings settings;
    private final ProviderClient client;
    private final Discovery discovery;

    @Inject
    Provider(Configuration configuration, Limits limits) {
        this(configuration.oidc().orElse(null), limits, InstantSource.system());
    }

    /** @param settings or {@code null} if nobody can sign in so */
    Provider(OidcSettings settings, Limits limits, InstantSource clock) {
        this.settings = settings;
        this.client = settings == null ? null : new ProviderClient(limits);
        this.discovery = settings == null ? null : new Discovery(settings, client, limits, clock);
    }

    /** Only for the container's proxy. */
    protected Provider() {
        this(null, null, null);
    }

    /** How to sign in, or nothing if that is not configured. */
    Optional<OidcSettings> settings() {
        return Optional.ofNullable(settings);
    }

    /** The address where somebody signs in. */
    String authorizationAddress(PendingSignIns.Begun begun) throws SignInFailed {
        return new Form()
                .with("response_type", "code")
                .with("client_id", settings.clientId())
                .with("redirect_uri", begun.signIn().redirectUri())
                .with("scope", settings.scopes())
                .with("state", begun.state())
                .with("nonce", begun.signIn().nonce())
                .with("code_challenge", begun.signIn().challenge())
                .with("code_challenge_method", "S256")
                .on(discovery.find().metadata().authorization());
    }

    /**
     * The address where somebody signs out, or nothing if there is none, or if the provider cannot be asked now. It has no
     * ID token, so that none stands in an address; the provider may ask for a confirmation in its place.
     */
    Optional<String> endSessionAddress(String comeBackTo) {
        return discovery
                .known()
                .map(known -> known.metadata().endSession())
                .map(address -> new Form()
                        .with("client_id", settings.clientId())
                        .with("post_logout_redirect_uri", comeBackTo)
                        .on(address));
    }

    /**
     * Requires that an answer is this provider's, not that of another one with which somebody was made to sign in.
     *
     * @param issuer what the answer says ({@code iss} of RFC 9207), or {@code null}
     */
    void requireOwn(String issuer) throws SignInFailed {
        boolean isOwn = issuer == null ? !discovery.find().metadata().namesItself() : issuer.equals(settings.issuer());
        if (!isOwn) {
            throw new SignInFailed(400, "The answer does not come from the identity provider of this server.");
        }
    }

    /** Who has signed in, for the code that the provider has given. */
    IdTokens.Person redeem(String code, Pending signIn) throws SignInFailed {
        Discovery.Found found = discovery.find();
        ProviderClient.Answer answer = client.send(exchange(found.metadata(), code, signIn));
        String idToken = answer.status() == 200 ? answer.json().getString("id_token", null) : null;
        if (idToken == null) {
            throw new SignInFailed(
                    502,
                    "The identity provider did not confirm who you are.",
                    new IllegalStateException("the token endpoint answered with status " + answer.status() + ", "
                            + ErrorCode.of(answer.json().getString("error", "no ID token"))));
        }
        try {
            return found.tokens().verify(idToken, signIn.nonce(), signIn.begun());
        } catch (BadToken refused) {
            throw new SignInFailed(502, "What the identity provider says about you cannot be accepted.", refused);
        } catch (KeysUnavailable outage) {
            throw SignInFailed.unavailable("The identity provider does not answer. Try again in a moment.", outage);
        }
    }

    private HttpRequest.Builder exchange(Metadata metadata, String code, Pending signIn) {
        Form form = new Form()
                .with("grant_type", "authorization_code")
                .with("code", code)
                .with("redirect_uri", signIn.redirectUri())
                .with("code_verifier", signIn.verifier());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(metadata.token()).header("Content-Type", "application/x-www-form-urlencoded");
        String secret = settings.clientSecret();
        if (secret != null && metadata.takesBasic()) {
            // both are encoded as in a form first: RFC 6749, 2.3.1
            String both = Form.encode(settings.clientId()) + ":" + Form.encode(secret);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8)));
        } else {
            form.with("client_id", settings.clientId());
            if (secret != null) {
                form.with("client_secret", secret);
            }
        }
        return request.POST(BodyPublishers.ofString(form.toString()));
    }
}

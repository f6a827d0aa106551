package io.tapewire.security;

import io.tapewire.config.Configuration;
import java.util.Optional;

/** Makes administrator's tokens without a container. */
final class Tokens {
    private Tokens() {}

    static AdministratorToken of(String configured) {
        AdministratorToken token = new AdministratorToken();
        try {
            // the container's part: it is injected into a private field
            var field = AdministratorToken.class.getDeclaredField("configuration");
            field.setAccessible(true);
            field.set(token, new Configuration() {
                @Override
                public Optional<String> token() {
                    return Optional.ofNullable(configured);
                }
            });
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
        token.choose();
        return token;
    }
}

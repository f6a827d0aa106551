package io.tapewire.token;

import io.tapewire.access.Caller;

/** Checks tokens. It names no class of the JOSE library, so that the library is only needed where JWTs are. */
interface Verifier {
    /**
     * Checks a token.
     *
     * @return who has it, and what it grants
     * @throws BadToken if it is not accepted
     * @throws KeysUnavailable if that cannot be told now
     */
    Caller verify(String token) throws BadToken;
}

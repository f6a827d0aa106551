package io.tapewire.signin;

/** Somebody cannot be signed in. The message is a sentence for them; nothing in it comes from a token. */
final class SignInFailed extends Exception {
    private static final long serialVersionUID = 1;
    private static final int RETRY_S = 5;

    private final int status;

    SignInFailed(int status, String message) {
        this(status, message, null);
    }

    SignInFailed(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** The provider does not answer, or has too much to do. */
    static SignInFailed unavailable(String message, Throwable cause) {
        return new SignInFailed(503, message, cause);
    }

    /** The store that the servers share does not answer, which is logged where it is noticed. */
    static SignInFailed storeUnavailable() {
        return unavailable("The server's store does not answer. Try again in a moment.", null);
    }

    /** What the answer to the browser begins with. */
    int status() {
        return status;
    }

    /** After how many seconds it may be worth trying again; 0 if it is not a matter of time. */
    int retrySeconds() {
        return status == 503 || status == 429 ? RETRY_S : 0;
    }
}

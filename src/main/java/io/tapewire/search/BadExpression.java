package io.tapewire.search;

/** What is looked for is no valid expression. The message says why. */
public final class BadExpression extends Exception {
    private static final long serialVersionUID = 1;

    BadExpression(String message) {
        super(message);
    }
}

package io.tapewire.protocol;

/** Why the server ends a connection. The contract says which of these make a client come back. */
public enum CloseCode {
    /** The application is being stopped; come back. */
    GOING_AWAY(1001),
    /** The client breaks the protocol; don't come back. */
    ABUSE(1008),
    /** One message was larger than allowed. */
    TOO_BIG(1009),
    /** A fault of the server; come back. */
    FAULT(1011),
    /** The client has neither received nor sent anything for too long; come back. */
    UNRESPONSIVE(1013);

    private final int number;

    CloseCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}

package io.tapewire.protocol;

/** Why the server ends a connection. The contract says which of these make a client reconnect. */
public enum CloseCode {
    /** The application is being stopped; the client should reconnect. */
    GOING_AWAY(1001),
    /** The client breaks the protocol; it should not reconnect. */
    ABUSE(1008),
    /** One message was larger than allowed. */
    TOO_BIG(1009),
    /** A fault of the server; the client should reconnect. */
    FAULT(1011),
    /** The client has received too little, or was silent, for too long; it should reconnect. */
    UNRESPONSIVE(1013),
    /** The client's token has ended or was never good; it should not reconnect with it. */
    UNAUTHORIZED(4401),
    /** The client's permission was taken back; it should not reconnect. */
    REVOKED(4403);

    private final int number;

    CloseCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}

package io.tapewire.audit;

import java.util.Locale;

/** What somebody has done, or was refused. */
public enum Act {
    /** Somebody has exchanged a token for the page's cookie. */
    SIGNED_IN("signed in", null, null),
    SIGNED_OUT("signed out", null, null),
    TICKET_ISSUED("got a ticket", null, null),
    UPLOAD_STARTED("began an upload to", "channel", null),
    UPLOAD_ENDED("ended an upload to", "channel", "bytes"),
    DELETED("deleted", "channel", null),
    /** A token or a person was revoked; the amount is how many connections and uploads that has ended. */
    REVOKED("revoked", "revoked", "ended"),
    REVOCATION_LIFTED("lifted the revocation of", "revoked", null),
    /** Somebody takes this server out of service. */
    DRAIN_STARTED("began to drain a server", null, null),
    DRAIN_CANCELLED("cancelled the draining of a server", null, null),
    REFUSED("was refused", "request", null);

    private final String words;
    private final String subject;
    private final String amount;

    Act(String words, String subject, String amount) {
        this.words = words;
        this.subject = subject;
        this.amount = amount;
    }

    /** What comes between who has done it and what it was done to. */
    String words() {
        return words;
    }

    /** The metadata's name of what it was done to, or {@code null} if there is no such thing. */
    String subject() {
        return subject;
    }

    /** The metadata's name of how much of it there was, or {@code null} if nothing is counted. */
    String amount() {
        return amount;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

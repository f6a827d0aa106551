package io.tapewire.access;

/** Why something that goes on by a caller's permission is ended. */
public enum Ending {
    /** An administrator has taken the permission back. */
    REVOKED,
    /** The person has signed out of the application. */
    SIGNED_OUT
}

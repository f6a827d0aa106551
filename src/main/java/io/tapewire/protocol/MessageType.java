package io.tapewire.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The types of messages, with their names on the wire. */
public enum MessageType {
    CONNECTED,
    PONG,
    TERMINAL_OUTPUT,
    TASK_STATUS,
    NOTIFICATION,
    ACTIVITY_LOG,
    RUN_STARTED,
    RUN_ENDED,
    MASK,
    FILE,
    SUBSCRIBED,
    UNSUBSCRIBED,
    CHANNELS,
    GAP,
    CONTEXT,
    ERROR,
    PING,
    SUBSCRIBE,
    UNSUBSCRIBE,
    ACK,
    WATCH_CHANNELS,
    REFRESH,
    REFRESHED,
    FETCH,
    FETCHED,
    CANCEL;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }

    static Optional<MessageType> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(name))
                .findFirst();
    }
}

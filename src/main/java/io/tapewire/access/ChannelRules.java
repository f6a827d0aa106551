package io.tapewire.access;

import java.util.Set;

/**
 * Decides who may watch, publish to and manage a channel.
 *
 * <p>An application with one bean of this type decides for itself: it is asked in place of the lists of a token, for
 * everybody but the administrator. Without such a bean the lists of the token count, and callers of the application's
 * own login may do nothing.
 *
 * <p>It is asked when a request or a subscription starts, when a new channel fits somebody's pattern, for each channel
 * of a list, and when a connection gets a new token; never for each message. It is called by any thread, also by those
 * that serve viewers, so it must not wait for anything: it should keep what it needs in memory. No request is active
 * then, so it should be {@code @ApplicationScoped}. What it throws is logged and counts as a no.
 */
public interface ChannelRules {
    /**
     * Whether somebody may do this.
     *
     * @param caller who; {@link Caller#grants} says what their token grants
     * @param permission what they want to do
     * @param channel the name of a channel, which need not exist
     */
    boolean may(Caller caller, Permission permission, String channel);

    /**
     * The roles of the application that {@link #may} asks for. They are looked up once, when a request or a connection
     * begins, because a server cannot tell later.
     */
    default Set<String> roles() {
        return Set.of();
    }
}

package io.tapewire.log;

/**
 * A message of a request that takes effect once, although it may be sent to several servers. Immutable.
 *
 * @param channel where it is published
 * @param request names the request
 * @param number which of its messages it is, from 1
 */
public record RequestMessage(String channel, String request, long number) {
    private static final ThreadLocal<RequestMessage> CURRENT = new ThreadLocal<>();

    /** Does a work that publishes this message, so that its number is stored together with its records. */
    public void publish(Runnable work) {
        RequestMessage outer = CURRENT.get();
        CURRENT.set(this);
        try {
            work.run();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /** The message that this thread publishes to a channel, or {@code null}. */
    static RequestMessage of(String channel) {
        RequestMessage current = CURRENT.get();
        return current != null && current.channel.equals(channel) ? current : null;
    }
}

package io.tapewire.it;

/** What a log keeps, and how to make it forget. */
final class Retention {
    /** More than half of what a log keeps by default. */
    private static final int LINES = 50_000;

    private Retention() {}

    /** Prints until the log has forgotten its beginning, and returns the last offset that is gone. */
    static long overflow(Producer producer, String channel) {
        int before = first(producer, channel);
        String text =
                "a line of a hundred bytes, so that it takes no time until the log is full of them, again and again\n"
                        .repeat(LINES);
        while (first(producer, channel) == before) {
            producer.print(channel, text);
        }
        return first(producer, channel) - 1L;
    }

    private static int first(Producer producer, String channel) {
        return Listing.of(producer, channel).getInt("first");
    }
}

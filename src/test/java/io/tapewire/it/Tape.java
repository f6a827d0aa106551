package io.tapewire.it;

/** What a viewer has seen of one channel so far; finds out when a record is missing, comes twice or out of order. */
final class Tape {
    private final StringBuilder text = new StringBuilder();
    private String epoch;
    private long position;

    /** Takes the next message of the channel. Returns what is wrong with it, or {@code null}. */
    String take(Message message) {
        if (message.is("subscribed") && message.json().containsKey("epoch")) {
            epoch = message.epoch();
            position = message.offset();
        } else if (message.is("gap")) {
            return skip(message);
        } else if (message.isRecord()) {
            return add(message);
        }
        return null;
    }

    String text() {
        return text.toString();
    }

    int length() {
        return text.length();
    }

    boolean endsWith(String ending) {
        return text.length() >= ending.length() && text.indexOf(ending, text.length() - ending.length()) >= 0;
    }

    String epoch() {
        return epoch;
    }

    /** Of the last record that was seen, or the one after which delivery began. */
    long position() {
        return position;
    }

    private String skip(Message gap) {
        // nothing is missing where a log starts again, or goes on without its end, that the viewer had seen to its end
        String reason = gap.data().getString("reason");
        long least = "restart".equals(reason) || "damaged".equals(reason) ? position : position + 1;
        boolean fits = gap.number("from") == position + 1 && gap.number("to") >= least;
        position = gap.number("to");
        return fits ? null : "a gap that does not begin where the viewer stands: " + gap;
    }

    private String add(Message record) {
        String wrong = null;
        if (!record.epoch().equals(epoch)) {
            // a log that starts again starts with its first record
            wrong = record.first() == 1 ? null : "another epoch in its middle: " + record;
            epoch = record.epoch();
        } else if (record.first() != position + 1) {
            wrong = "expected record " + (position + 1) + ", got: " + record;
        }
        position = record.offset();
        text.append(record.output());
        return wrong;
    }
}

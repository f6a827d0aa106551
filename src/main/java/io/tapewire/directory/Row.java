package io.tapewire.directory;

import io.tapewire.channel.ChannelSummary;
import io.tapewire.log.Run;
import jakarta.json.JsonObject;
import java.util.Objects;

/**
 * A channel as it was at its last change.
 *
 * @param revision of the list, in which this change was found; no two rows have the same
 * @param channel what is known of it; {@code null} if it is gone
 * @param json the same, as it is sent; {@code null} if it is gone
 * @param foundMillis when the change was found
 */
record Row(String name, long revision, ChannelSummary channel, JsonObject json, long foundMillis) {
    static Row of(ChannelSummary channel, long revision, long foundMillis) {
        return new Row(
                channel.name(), revision, channel, ChannelJson.of(channel).build(), foundMillis);
    }

    Row gone(long newRevision, long nowMillis) {
        return new Row(name, newRevision, null, null, nowMillis);
    }

    boolean isGone() {
        return channel == null;
    }

    /** Whether more has changed than what changes with each line of output. */
    boolean differsFrom(ChannelSummary now) {
        return isGone()
                || !channel.epoch().equals(now.epoch())
                || channel.viewers() != now.viewers()
                || isAnotherRun(channel.latestRun(), now.latestRun());
    }

    private static boolean isAnotherRun(Run known, Run now) {
        if (known == null || now == null) {
            return !Objects.equals(known, now);
        }
        // what it has received is left out, because that changes with each line
        return known.first() != now.first()
                || !known.started().equals(now.started())
                || !Objects.equals(known.ended(), now.ended());
    }
}

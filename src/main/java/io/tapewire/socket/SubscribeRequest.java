package io.tapewire.socket;

import io.tapewire.channel.ChannelName;
import io.tapewire.channel.ChannelPattern;
import io.tapewire.channel.Following;
import io.tapewire.channel.Subscription;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.log.Position;
import io.tapewire.protocol.BadEnvelope;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.Fields;
import java.util.HashMap;
import java.util.Map;

/** Reads what a client wants to subscribe to. Each method throws {@link BadEnvelope} if the request is not well made. */
final class SubscribeRequest {
    private static final String POSITIONS = "positions";

    private SubscribeRequest() {}

    /** One channel. */
    static Subscription subscription(Envelope request) {
        Fields data = new Fields(request.data(), request.id());
        if (data.json().containsKey(POSITIONS)) {
            throw data.bad("data." + POSITIONS, "absent unless the channel is a pattern");
        }
        Position known = position(data, "data.");
        return new Subscription(
                channel(request),
                known == null ? null : known.epoch(),
                known == null ? 0 : known.offset(),
                window(data),
                request.id());
    }

    /** All channels that fit a pattern. As many can be named in {@code positions} as a connection may subscribe to. */
    static Following following(Envelope request, Limits limits) {
        Fields data = new Fields(request.data(), request.id());
        if (data.json().containsKey("epoch") || data.json().containsKey("offset")) {
            throw data.bad(
                    "data.epoch and data.offset", "absent for a pattern, whose channels are resumed by positions");
        }
        ChannelPattern pattern = pattern(request);
        Fields named = new Fields(data.object(POSITIONS), request.id());
        long mostPositions = limits.of(Limit.CONNECTION_CHANNELS);
        if (named.json().size() > mostPositions) {
            limits.refused(Limit.CONNECTION_CHANNELS);
            throw named.bad("data.positions", "at most " + mostPositions + " channels");
        }
        Map<String, Position> positions = new HashMap<>();
        for (String name : named.json().keySet()) {
            requireMatch(pattern, name, named);
            Fields fields = new Fields(named.object(name), request.id());
            Position position = position(fields, "data.positions.");
            if (position == null) {
                throw fields.bad("data.positions", "an object with epoch and offset for each channel");
            }
            positions.put(name, position);
        }
        return new Following(pattern, positions, window(data), request.id());
    }

    private static void requireMatch(ChannelPattern pattern, String name, Fields named) {
        try {
            if (pattern.matches(ChannelName.require(name))) {
                return;
            }
        } catch (IllegalArgumentException notAName) {
            throw named.bad("data.positions", "by names of channels: " + notAName.getMessage());
        }
        throw named.bad("data.positions", "of channels that fit " + pattern);
    }

    private static Position position(Fields fields, String where) {
        String epoch = fields.text("epoch");
        Long offset = fields.position("offset");
        if (epoch == null != (offset == null)) {
            throw fields.bad(where + "epoch and " + where + "offset", "there both or neither");
        }
        return epoch == null ? null : new Position(epoch, offset);
    }

    /** The window that is named, or 0. */
    static int window(Fields data) {
        Long window = data.position("window");
        if (window != null && (window < 1 || window > Integer.MAX_VALUE)) {
            throw data.bad("data.window", "a number of bytes from 1 to " + Integer.MAX_VALUE);
        }
        return window == null ? 0 : window.intValue();
    }

    static ChannelPattern pattern(Envelope request) {
        try {
            return ChannelPattern.of(request.channel());
        } catch (IllegalArgumentException bad) {
            throw new BadEnvelope("bad_channel", bad.getMessage(), request.id());
        }
    }

    static String channel(Envelope request) {
        try {
            return ChannelName.require(request.channel());
        } catch (IllegalArgumentException bad) {
            throw new BadEnvelope("bad_channel", bad.getMessage(), request.id());
        }
    }
}

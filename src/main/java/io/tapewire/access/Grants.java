package io.tapewire.access;

import io.tapewire.channel.ChannelName;
import io.tapewire.channel.ChannelPattern;
import java.util.List;

/**
 * What a token grants: for each permission the channels, as names and patterns. What is not granted is refused.
 * Immutable.
 */
public record Grants(List<ChannelPattern> subscribe, List<ChannelPattern> publish, List<ChannelPattern> manage) {
    /** Nothing. */
    public static final Grants NONE = new Grants(List.of(), List.of(), List.of());

    /** Every channel but the server's own, which only the administrator and tokens that name them may use. */
    public static final Grants ALL =
            new Grants(List.of(ChannelPattern.ALL), List.of(ChannelPattern.ALL), List.of(ChannelPattern.ALL));

    public Grants {
        subscribe = List.copyOf(subscribe);
        publish = List.copyOf(publish);
        manage = List.copyOf(manage);
    }

    /** The channels for which a permission is granted. */
    public List<ChannelPattern> of(Permission permission) {
        return switch (permission) {
            case SUBSCRIBE -> subscribe;
            case PUBLISH -> publish;
            case MANAGE -> manage;
        };
    }

    /** Whether a permission is granted for this channel. The server's own channels are granted by name only. */
    public boolean allow(Permission permission, String channel) {
        boolean byNameOnly = ChannelName.OF_SERVER.contains(channel);
        return of(permission).stream()
                .anyMatch(pattern -> byNameOnly ? pattern.toString().equals(channel) : pattern.matches(channel));
    }

    /** Whether a permission is granted for any channel that this pattern can match. */
    public boolean meet(Permission permission, ChannelPattern wanted) {
        return of(permission).stream().anyMatch(wanted::meets);
    }
}

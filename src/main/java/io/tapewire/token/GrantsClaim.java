package io.tapewire.token;

import io.tapewire.access.Grants;
import io.tapewire.channel.ChannelPattern;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what a token grants: {@code "tapewire": { "subscribe": [ … ], "publish": [ … ], "manage": [ … ] }}. */
final class GrantsClaim {
    private final Limits limits;

    /** @param limits say how many entries one list may have, because a new channel is compared with each */
    GrantsClaim(Limits limits) {
        this.limits = limits;
    }

    /**
     * Reads the claim. What is missing grants nothing.
     *
     * @param claim the claim's value as JSON, or {@code null} if there is none
     * @throws BadToken if it has another shape, so that a mistake is noticed
     */
    Grants read(Map<String, Object> claim) throws BadToken {
        return claim == null
                ? Grants.NONE
                : new Grants(list(claim, "subscribe"), list(claim, "publish"), list(claim, "manage"));
    }

    private List<ChannelPattern> list(Map<String, Object> claim, String name) throws BadToken {
        Object value = claim.get(name);
        if (value == null) {
            return List.of();
        }
        List<ChannelPattern> patterns = new ArrayList<>();
        if (!(value instanceof List<?> list)) {
            throw bad(name, "is not a list");
        }
        long mostEntries = limits.of(Limit.JWT_ENTRIES);
        if (list.size() > mostEntries) {
            limits.refused(Limit.JWT_ENTRIES);
            throw bad(name, "has more than " + mostEntries + " entries");
        }
        for (Object each : list) {
            if (!(each instanceof String text)) {
                throw bad(name, "has an entry that is not a text");
            }
            try {
                patterns.add(ChannelPattern.of(text));
            } catch (IllegalArgumentException notAllowed) {
                throw bad(name, "has an entry that is not allowed: " + notAllowed.getMessage());
            }
        }
        return patterns;
    }

    private static BadToken bad(String name, String what) {
        return new BadToken("tapewire." + name + " of the token " + what);
    }
}

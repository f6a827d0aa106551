package io.tapewire.audit;

import io.tapewire.access.Caller;
import java.util.Map;

/**
 * Who has done something, and from where. A value to compare; never has a token. Its texts can be shown.
 *
 * @param name the caller's name, or {@code null} if nobody knows it
 * @param tokenId the {@code jti} of their token, or {@code null}
 * @param address from which IP address
 */
public record Actor(String name, String tokenId, String address) {
    private static final int MOST_CHARACTERS = 128;

    public Actor {
        name = Shown.brief(name, MOST_CHARACTERS);
        tokenId = Shown.brief(tokenId, MOST_CHARACTERS);
        address = Shown.brief(address, MOST_CHARACTERS);
    }

    /**
     * A caller at an address.
     *
     * @param caller who, or {@code null} if nobody knows
     */
    public static Actor of(Caller caller, String address) {
        return caller == null ? new Actor(null, null, address) : new Actor(caller.name(), caller.tokenId(), address);
    }

    void describe(Map<String, Object> metadata) {
        if (name != null) {
            metadata.put("name", name);
        }
        if (tokenId != null) {
            metadata.put("tokenId", tokenId);
        }
        metadata.put("address", address);
    }

    /** As the subject of a sentence. */
    @Override
    public String toString() {
        String who = name != null ? name : tokenId != null ? "token " + tokenId : "somebody";
        return who + " at " + address;
    }
}

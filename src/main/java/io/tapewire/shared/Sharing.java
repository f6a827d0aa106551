package io.tapewire.shared;

import java.time.InstantSource;

/** Where servers keep what they know together, besides the logs of channels: it makes the places for that. Any thread. */
public interface Sharing {
    /** Texts of this name. */
    SharedTexts texts(String name);

    /** Texts of this name that have secrets. */
    SharedTexts secretTexts(String name);

    /** Entries of one kind. To be called once for each kind. */
    <T> Entries<T> entries(EntryRules rules, Codec<T> codec);

    /** Requests that take effect once. To be called once. */
    SharedRequests requests(long most, long ageSeconds);

    /** For a server that shares nothing. */
    static Sharing none(InstantSource clock) {
        return new Sharing() {
            @Override
            public SharedTexts texts(String name) {
                return SharedTexts.NONE;
            }

            @Override
            public SharedTexts secretTexts(String name) {
                return SharedTexts.NONE;
            }

            @Override
            public <T> Entries<T> entries(EntryRules rules, Codec<T> codec) {
                return new MemoryEntries<>(rules, clock);
            }

            @Override
            public SharedRequests requests(long most, long ageSeconds) {
                return SharedRequests.NONE;
            }
        };
    }
}

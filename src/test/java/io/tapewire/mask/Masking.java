package io.tapewire.mask;

import io.tapewire.config.Limits;
import io.tapewire.shared.SharedTexts;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Masks for tests. */
public final class Masking {
    private Masking() {}

    /** Masks these values in all channels. */
    public static Masks of(String... values) {
        return new Masks(
                Limits.STANDARD,
                List.of(values),
                channel -> Optional.empty(),
                SharedTexts.NONE,
                InstantSource.system());
    }
}

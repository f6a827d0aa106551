package io.tapewire.mask;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.MaskRefused;
import java.util.List;
import java.util.Set;

/** How long values may be that are masked, and how many there may be. */
final class MaskBounds {
    /** Shorter values would appear by chance, and could be guessed from where they are masked. */
    private static final int LEAST_BYTES = 8;

    private final Limits limits;

    MaskBounds(Limits limits) {
        this.limits = limits;
    }

    /** @throws MaskRefused if one of the values is too short or too long */
    void requireLength(List<String> values) {
        long most = limits.of(Limit.MASK_BYTES);
        for (int i = 0; i < values.size(); i++) {
            long bytes = Amount.bytesOf(values.get(i));
            if (bytes > most) {
                limits.refused(Limit.MASK_BYTES);
            }
            if (bytes < LEAST_BYTES || bytes > most) {
                throw new MaskRefused(
                        MaskRefused.Reason.LENGTH,
                        "value %d of %d cannot be masked, because it has %d bytes: it takes %d to %d bytes (%s)"
                                .formatted(i + 1, values.size(), bytes, LEAST_BYTES, most, Limit.MASK_BYTES.key()));
            }
        }
    }

    /** @throws MaskRefused if there is no room for more values where there are so many */
    void requireRoom(MaskRefused.Reason reason, Amount amount, Set<String> more, Limit count, Limit bytes) {
        boolean isCount = amount.count() + more.size() > limits.of(count);
        if (isCount || !amount.hasRoomFor(more, limits.of(bytes))) {
            limits.refused(isCount ? count : bytes);
            throw new MaskRefused(
                    reason,
                    "no more values can be masked: there are %d with %d bytes (%s, %s)"
                            .formatted(amount.count(), amount.bytes(), count.key(), bytes.key()));
        }
    }
}

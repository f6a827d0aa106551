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

    /** @throws MaskRefused if one channel has no room for more values than so many */
    void requireRoomInChannel(Amount amount, Set<String> more) {
        require(MaskRefused.Reason.FULL, amount, more, Limit.CHANNEL_MASKS, Limit.CHANNEL_MASKS_BYTES);
    }

    /** @throws MaskRefused if the channels of one publisher have no room for more values than so many */
    void requireShare(Amount amount, Set<String> more) {
        require(MaskRefused.Reason.SHARE, amount, more, Limit.MASKS_OF_ONE, Limit.MASKS_BYTES_OF_ONE);
    }

    /** @throws MaskRefused if all channels together have no room for more values than so many */
    void requireRoom(Amount amount, Set<String> more) {
        require(MaskRefused.Reason.FULL, amount, more, Limit.MASKS, Limit.MASKS_BYTES);
    }

    private void require(MaskRefused.Reason reason, Amount amount, Set<String> more, Limit count, Limit bytes) {
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

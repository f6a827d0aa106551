package io.tapewire.channel;

/**
 * A channel's audiences: one on each sender that has served a subscriber of the channel. They are linked, the newest
 * first, and none is ever removed, so whoever goes through them needs no lock.
 *
 * <p>Any thread; {@link #on} only while the channel is locked.
 */
final class Audiences {
    private final Channel channel;
    private final long holdBytes;
    private volatile Audience first;

    /** @param holdBytes as in {@link Audience} */
    Audiences(Channel channel, long holdBytes) {
        this.channel = channel;
        this.holdBytes = holdBytes;
    }

    /** The audience on a sender, which is new if there is none yet. */
    Audience on(Sender sender) {
        for (Audience each = first; each != null; each = each.next()) {
            if (each.sender() == sender) {
                return each;
            }
        }
        Audience fresh = new Audience(channel, sender, holdBytes, first);
        first = fresh;
        return fresh;
    }

    /** Something was appended. */
    void grown() {
        for (Audience each = first; each != null; each = each.next()) {
            each.grown();
        }
    }

    /**
     * There is more to read than before.
     *
     * @param served knows it already; may be {@code null}
     */
    void grownFor(Audience served) {
        for (Audience each = first; each != null; each = each.next()) {
            if (each != served) {
                each.grown();
            }
        }
    }

    /** How many subscribers there are. */
    int size() {
        int size = 0;
        for (Audience each = first; each != null; each = each.next()) {
            size += each.size();
        }
        return size;
    }

    /** How many subscribers have named the channel, instead of following it by a pattern. */
    int named() {
        int named = 0;
        for (Audience each = first; each != null; each = each.next()) {
            named += each.named();
        }
        return named;
    }

    /**
     * The byte of the log that all subscribers that a producer waits for have reached. Also asks the senders to update
     * this figure for the next call.
     *
     * @param end bytes of the whole log
     */
    long slowest(long end) {
        long slowest = end;
        for (Audience each = first; each != null; each = each.next()) {
            slowest = Math.min(slowest, each.slowest());
            each.grown();
        }
        return slowest;
    }

    /** Bytes of output sent so far to all subscribers together. */
    long taken() {
        long taken = 0;
        for (Audience each = first; each != null; each = each.next()) {
            taken += each.taken();
        }
        return taken;
    }

    /** How long until flowing output may be sent to the first subscribers again; {@link Long#MAX_VALUE} if there are none. */
    long waitNanos(long now) {
        long wait = Long.MAX_VALUE;
        for (Audience each = first; each != null; each = each.next()) {
            if (each.size() > 0) {
                wait = Math.min(wait, each.waitNanos(now));
            }
        }
        return wait;
    }

    /** The channel is forgotten. */
    void dismiss() {
        for (Audience each = first; each != null; each = each.next()) {
            each.dismiss();
        }
    }
}

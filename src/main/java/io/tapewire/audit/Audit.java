package io.tapewire.audit;

import io.tapewire.channel.ChannelName;
import io.tapewire.channel.Channels;
import io.tapewire.config.Configuration;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.FaultLog;
import io.tapewire.mask.Masks;
import io.tapewire.protocol.Payload;
import io.tapewire.protocol.RecordType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes who has done or was refused what to the channel {@code audit}, and to this class's logger at {@code DEBUG} for
 * whoever wants to keep it longer. What repeats itself is counted, see {@link Tally}. Any thread; never throws.
 *
 * <p>It appends directly and fires no event, because an observer of the application could publish to it that way.
 */
@ApplicationScoped
public class Audit {
    private static final Logger LOG = System.getLogger(Audit.class.getName());
    private static final FaultLog FAULTS = FaultLog.of(Audit.class);

    private final Channels channels;
    private final Masks masks;
    private final boolean isOn;
    private final Duration period;
    private final Timer timer;
    private final Tally acts;
    /** Apart from all else, so that a flood of refusals hides nothing that was done. */
    private final Tally refusals;

    private final AtomicBoolean periodHasBegun = new AtomicBoolean();

    /** Runs work later, once. */
    public interface Timer {
        void runIn(Duration delay, Runnable work);
    }

    @Inject
    Audit(Channels channels, Masks masks, Limits limits, Configuration configuration, AuditTimer timer) {
        this(channels, masks, limits, configuration.isAudited(), timer::runIn);
    }

    /** @param isOn whether anything is written */
    public Audit(Channels channels, Masks masks, Limits limits, boolean isOn, Timer timer) {
        this.channels = channels;
        this.masks = masks;
        this.isOn = isOn;
        this.period = Duration.ofSeconds(limits.of(Limit.AUDIT_INTERVAL_S));
        this.timer = timer;
        this.acts = new Tally(limits.asInt(Limit.AUDIT_ACTS));
        this.refusals = new Tally(limits.asInt(Limit.AUDIT_REFUSALS));
    }

    /** Only for the container's proxy. */
    protected Audit() {
        this.channels = null;
        this.masks = null;
        this.isOn = false;
        this.period = null;
        this.timer = null;
        this.acts = null;
        this.refusals = null;
    }

    /** Somebody has done something that concerns nothing in particular. */
    public void note(Act act, Actor actor) {
        note(act, actor, null, null, 0);
    }

    /** Somebody has done something to a channel, a token or a person. */
    public void note(Act act, Actor actor, String subject) {
        note(act, actor, subject, null, 0);
    }

    /**
     * Somebody has done something.
     *
     * @param subject what it was done to, or {@code null}
     * @param code how it ended or why it was refused, in one word, or {@code null}
     * @param amount how much, in the act's unit
     */
    public void note(Act act, Actor actor, String subject, String code, long amount) {
        if (isOn) {
            FAULTS.attempt("Cannot write to the audit", () -> add(Entry.of(act, actor, subject, code, amount)));
        }
    }

    private void add(Entry entry) {
        Tally tally = entry.act() == Act.REFUSED ? refusals : acts;
        if (tally.add(entry)) {
            write(entry);
        }
        beginPeriod();
    }

    private void beginPeriod() {
        if (periodHasBegun.compareAndSet(false, true)) {
            timer.runIn(period, this::endPeriod);
        }
    }

    private void endPeriod() {
        // first, so that what comes from now on begins another one
        periodHasBegun.set(false);
        acts.end().forEach(entry -> FAULTS.attempt("Cannot write to the audit", () -> write(entry)));
        refusals.end().forEach(entry -> FAULTS.attempt("Cannot write to the audit", () -> write(entry)));
        if (!acts.isEmpty() || !refusals.isEmpty()) {
            beginPeriod();
        }
    }

    private void write(Entry entry) {
        byte[] data = masks.data(ChannelName.AUDIT, Payload.of(entry.event()));
        channels.appendMessage(ChannelName.AUDIT, RecordType.ACTIVITY_LOG, data);
        LOG.log(
                Logger.Level.DEBUG,
                () -> masks.text(ChannelName.AUDIT, entry.event().message()));
    }
}

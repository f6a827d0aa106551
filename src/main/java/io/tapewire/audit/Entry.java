package io.tapewire.audit;

import io.tapewire.channel.ChannelName;
import io.tapewire.event.ActivityLog;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One entry of the audit. Immutable.
 *
 * @param actor who, or {@code null} if it stands for several
 * @param subject what it was done to, or {@code null}
 * @param code how it ended or why it was refused, in one word, or {@code null}
 * @param amount how much; its unit depends on the act
 * @param more how often the same has happened again after it was told; 0 for the first time
 */
record Entry(Act act, Actor actor, String subject, String code, long amount, long more) {
    private static final int MOST_CHARACTERS = 256;

    Entry {
        subject = Shown.brief(subject, MOST_CHARACTERS);
    }

    /** What is told only once in a while. A refusal is of the same kind whatever was asked for, or one could make any number of kinds. */
    private record Kind(Act act, Actor actor, String subject, String code) {}

    static Entry of(Act act, Actor actor, String subject, String code, long amount) {
        return new Entry(act, actor, subject, code, amount, 0);
    }

    /** Stands for those of which nothing else is told. */
    static Entry others(Act act, long count) {
        return new Entry(act, null, null, null, 0, count);
    }

    Object kind() {
        return new Kind(act, actor, act == Act.REFUSED ? null : subject, code);
    }

    /** What to count the next ones of the same kind in. */
    Entry uncounted() {
        return new Entry(act, actor, subject, code, 0, 0);
    }

    /** The same has happened again. */
    Entry plus(Entry again) {
        return new Entry(act, actor, again.subject, code, amount + again.amount, more + 1);
    }

    ActivityLog event() {
        return new ActivityLog(ChannelName.AUDIT, act == Act.REFUSED ? "warn" : "info", message(), metadata());
    }

    private String message() {
        if (actor == null) {
            return more + " more were not told one by one: " + act.wireName();
        }
        StringBuilder message = new StringBuilder(actor.toString()).append(' ').append(act.words());
        if (subject != null) {
            message.append(' ').append(subject);
        }
        if (code != null) {
            message.append(": ").append(code);
        }
        if (more > 0) {
            message.append(", ").append(more).append(more == 1 ? " more time" : " more times");
        }
        return message.toString();
    }

    private Map<String, Object> metadata() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("act", act.wireName());
        if (actor != null) {
            actor.describe(metadata);
        }
        if (subject != null) {
            metadata.put(act.subject(), subject);
        }
        if (code != null) {
            metadata.put("code", code);
        }
        if (act.amount() != null) {
            metadata.put(act.amount(), amount);
        }
        if (more > 0) {
            metadata.put("more", more);
        }
        return metadata;
    }
}

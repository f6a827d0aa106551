package io.tapewire.channel;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.FaultLog;
import io.tapewire.log.Position;
import io.tapewire.protocol.Envelope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The patterns that one connection follows. They bring the channels that fit them into its {@link Selection}, as many as
 * there is room for.
 *
 * <p>Used by the connection's sender alone.
 */
final class FollowedPatterns {
    private static final FaultLog FAULTS = FaultLog.of(FollowedPatterns.class);

    private final Subscriber subscriber;
    private final Selection selection;
    private final Sender sender;
    private final Channels channels;
    private final Limits limits;
    private final Answers answers;
    /** Replaced, never changed: most connections have none. */
    private List<Followed> patterns = List.of();

    FollowedPatterns(
            Subscriber subscriber,
            Selection selection,
            Sender sender,
            Channels channels,
            Limits limits,
            Answers answers) {
        this.subscriber = subscriber;
        this.selection = selection;
        this.sender = sender;
        this.channels = channels;
        this.limits = limits;
        this.answers = answers;
    }

    boolean follows(ChannelPattern pattern) {
        return patterns.stream().anyMatch(each -> each.pattern().equals(pattern));
    }

    boolean follows(String pattern) {
        return patterns.stream().anyMatch(each -> each.pattern().toString().equals(pattern));
    }

    /** Whether a channel fits one of them. */
    boolean fit(String channel) {
        return first(patterns, channel).isPresent();
    }

    /** Whether there are as many as allowed, apart from one that would be replaced. */
    boolean areTooMany(ChannelPattern replaced) {
        return patterns.size() >= limits.of(Limit.CONNECTION_PATTERNS) && !follows(replaced);
    }

    /** Prepares for {@link #follow}: what it returns reads channels that are only in the archive, as many as there is room for. */
    Awakening awakening(Following wish) {
        List<String> names = asleep(wish.pattern()).toList();
        return new Awakening(channels, names, selection.room(), wish.positions().keySet());
    }

    private Stream<String> asleep(ChannelPattern pattern) {
        return channels
                .overview()
                .asleep(name -> pattern.matches(name) && selection.permits(name) && !selection.has(name))
                .stream();
    }

    /** The channels that a client wants to resume with a pattern and that do not exist, or that it may not see. */
    List<String> gone(Following wish, Awakening awoken) {
        return wish.positions().keySet().stream()
                .filter(name -> !selection.permits(name) || awoken.misses(name))
                .sorted()
                .toList();
    }

    /**
     * Begins to follow a pattern, in place of the same one before. What it had delivered goes on.
     *
     * @param awoken what has come of the channels that were only in the archive
     */
    void follow(Following wish, Awakening awoken) {
        Followed pattern = new Followed(wish);
        List<Followed> more = new ArrayList<>(patterns);
        more.removeIf(each -> each.pattern().equals(wish.pattern()));
        more.add(pattern);
        patterns = List.copyOf(more);
        selection.includeIf(pattern::matches);
        // before the search: a channel that is created meanwhile is found by one of the two
        sender.addFollower(subscriber);
        tellOfMissing(pattern, awoken);
        search(List.of(pattern), wish.positions());
        // others may have been created on another server meanwhile; those are offered like all that come later
        List<String> latecomers =
                asleep(wish.pattern()).filter(name -> !awoken.knows(name)).toList();
        if (!latecomers.isEmpty()) {
            sender.aside(() -> channels.wake(latecomers), failure -> {
                if (failure != null) {
                    FAULTS.report("Cannot read channels that fit a pattern", failure);
                }
            });
        }
    }

    private void tellOfMissing(Followed pattern, Awakening awoken) {
        String name = pattern.pattern().toString();
        if (awoken.refusal() != null) {
            tellOnce(
                    pattern,
                    Envelope.error(TooManyChannels.CODE, awoken.refusal()).about(name));
        }
        if (awoken.leftOut() > 0) {
            limits.refused(Limit.CONNECTION_CHANNELS);
            tellOnce(pattern, Notices.tooMany(name, awoken.leftOut() + " are left out"));
        }
    }

    private void tellOnce(Followed pattern, Envelope notice) {
        if (pattern.lacksRoom()) {
            answers.tell(notice);
        }
    }

    /** Adds the channels that fit these patterns and are not delivered yet. Looks at each channel once. */
    private void search(List<Followed> among, Map<String, Position> positions) {
        Map<Followed, Integer> leftOut = new HashMap<>();
        for (Channel channel : channels.overview()
                .matching(name -> selection.lacks(name) && first(among, name).isPresent())) {
            Followed pattern = first(among, channel.name()).orElseThrow();
            if (!add(channel, pattern, positions.get(channel.name()))) {
                leftOut.merge(pattern, 1, Integer::sum);
            }
        }
        leftOut.forEach((pattern, count) ->
                tellOnce(pattern, Notices.tooMany(pattern.pattern().toString(), count + " channels are left out")));
    }

    /** Channels have been created. */
    void offer(Arrivals.Batch batch) {
        for (Channel channel : batch.channels()) {
            String name = channel.name();
            // not the one that was unsubscribed
            selection.include(name);
            first(patterns, name).filter(pattern -> selection.lacks(name)).ifPresent(pattern -> {
                if (!add(channel, pattern, null)) {
                    tellOnce(pattern, Notices.tooMany(name, "it is left out, like those that follow"));
                }
            });
        }
        if (!batch.complete()) {
            search(patterns, Map.of());
        }
    }

    /** Returns false if there is no room for it. */
    private boolean add(Channel channel, Followed pattern, Position known) {
        String name = channel.name();
        if (!selection.permits(name)) {
            return true;
        }
        if (selection.isFull()) {
            limits.refused(Limit.CONNECTION_CHANNELS);
            return false;
        }
        pattern.hasRoom();
        Subscription whole = pattern.wish(name);
        Cursor cursor = selection.join(channel, known == null ? whole : whole.after(known));
        // null if it has just been forgotten: when it comes again, it is offered again
        if (cursor != null) {
            subscriber.serve(cursor);
        }
        return true;
    }

    private static Optional<Followed> first(List<Followed> among, String channel) {
        for (Followed pattern : among) {
            if (pattern.matches(channel)) {
                return Optional.of(pattern);
            }
        }
        return Optional.empty();
    }

    /** Ends what was followed by a pattern. What another pattern follows, too, goes on by that one and says so. */
    void unfollow(ChannelPattern pattern) {
        patterns = patterns.stream()
                .filter(each -> !each.pattern().equals(pattern))
                .toList();
        selection.includeIf(name -> !fit(name));
        for (Cursor cursor : selection.all()) {
            if (pattern.equals(cursor.pattern())) {
                first(patterns, cursor.channelName())
                        .ifPresentOrElse(other -> moveTo(other, cursor), () -> selection.remove(cursor));
            }
        }
        if (patterns.isEmpty()) {
            sender.removeFollower(subscriber);
        }
    }

    private void moveTo(Followed pattern, Cursor cursor) {
        cursor.follow(pattern.pattern());
        subscriber.serve(cursor);
    }

    /** Changes which patterns may be followed: those that may not any more end, and the others bring what is permitted now. */
    void permit(Permitted fresh) {
        for (Followed each : patterns) {
            if (!fresh.pattern(each.pattern())) {
                unfollow(each.pattern());
                answers.tell(Notices.forbidden(each.pattern().toString()));
            }
        }
        if (!patterns.isEmpty()) {
            search(patterns, Map.of());
        }
    }

    /** The connection has ended. */
    void clear() {
        patterns = List.of();
        sender.removeFollower(subscriber);
    }
}

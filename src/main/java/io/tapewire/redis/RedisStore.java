package io.tapewire.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.event.StoreUnavailable;
import io.tapewire.log.Excerpt;
import io.tapewire.log.LogSnapshot;
import io.tapewire.log.Received;
import io.tapewire.log.SnapshotJson;
import io.tapewire.log.Span;
import io.tapewire.log.Store;
import io.tapewire.protocol.RecordEncoder;
import io.tapewire.protocol.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One channel's log in Redis. Any thread. */
final class RedisStore implements Store {
    /** How many bytes are asked for at a time. */
    private static final int PULLED_BYTES = 1 << 20;

    private static final int READ_BYTES = 1 << 17;
    /** After so much there is another snapshot, so whoever opens the log reads at most about this much of it. */
    private static final long SNAPSHOT_BYTES = 1 << 20;

    private static final byte[] NOTHING = {};

    private final String channel;
    private final String epoch;
    private final RecordEncoder encoder;
    private final Link link;
    private final long mostBytes;
    private final Watch watch;
    private final Supplier<String> names;
    private final Runnable deletion;
    /** What was read last, because readers usually go on there. */
    private volatile List<Excerpt> window = List.of();

    private volatile long first;
    private volatile long begin;
    /** Bytes of the log at the last snapshot. Only the thread that appends uses it. */
    private long snapshotEnd = -SNAPSHOT_BYTES;

    private long end;
    /** The last record that this server has stored or was told of. Later ones may not be on enough replicas yet. */
    private volatile long told;

    /** The commit that was sent and not answered. Only the thread that appends sets it. */
    private volatile Sent unanswered;

    /**
     * @param first the oldest record that it has, or {@code Long.MAX_VALUE}
     * @param begin bytes of the log before it
     * @param watch is told when the log has grown
     * @param names makes a name for each commit
     * @param deletion deletes what else belongs to the log
     */
    RedisStore(
            String channel,
            String epoch,
            Link link,
            long mostBytes,
            Watch watch,
            Supplier<String> names,
            Runnable deletion,
            long first,
            long begin) {
        this.channel = channel;
        this.epoch = epoch;
        this.encoder = new RecordEncoder(channel, epoch);
        this.link = link;
        this.mostBytes = mostBytes;
        this.watch = watch;
        this.names = names;
        this.deletion = deletion;
        this.first = first;
        this.begin = begin;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public Outcome append(List<Excerpt> records, List<Received> received, LogSnapshot after) {
        return append(records, received, after, Map.of());
    }

    @Override
    public Outcome append(
            List<Excerpt> records, List<Received> received, LogSnapshot after, Map<String, Long> messages) {
        Excerpt newest = records.get(records.size() - 1);
        // the same name for the same records, so that nobody appends them twice
        Sent sent = unanswered == null ? new Sent(names.get(), records.get(0).first() - 1) : unanswered;
        unanswered = sent;
        List<byte[]> arguments = new ArrayList<>(List.of(
                channel.getBytes(UTF_8),
                epoch.getBytes(UTF_8),
                Keys.bytes(records.get(0).first()),
                Keys.bytes(newest.last()),
                Keys.bytes(newest.end()),
                Keys.bytes(newest.millisOf(newest.last())),
                CommitCodec.write(records, received),
                Keys.bytes(mostBytes),
                after == null ? NOTHING : SnapshotJson.write(channel, after),
                Keys.GROWN,
                watch.news(channel),
                sent.name().getBytes(UTF_8),
                filesIn(records)));
        messages.forEach((request, number) -> {
            arguments.add(Keys.request(request));
            arguments.add(Keys.bytes(number));
        });
        Outcome outcome = link.write(Script.APPEND, Keys.all(channel), arguments)
                .map(reply -> appended(reply, newest, after != null))
                .orElse(Outcome.UNAVAILABLE);
        if (outcome == Outcome.DONE) {
            unanswered = null;
        }
        return outcome;
    }

    /** The ids of the files that records tell of, each with the record's offset. */
    private static byte[] filesIn(List<Excerpt> records) {
        StringBuilder files = new StringBuilder();
        for (Excerpt each : records) {
            if (each.type() == RecordType.FILE) {
                for (long offset = each.first(); offset <= each.last(); offset++) {
                    files.append(each.data(offset).getString("file"))
                            .append(' ')
                            .append(offset)
                            .append(' ');
                }
            }
        }
        return files.toString().getBytes(UTF_8);
    }

    private Outcome appended(Reply reply, Excerpt newest, boolean hasSnapshot) {
        if (reply.outcome() == Outcome.DONE) {
            told = newest.last();
            end = newest.end();
            if (hasSnapshot) {
                snapshotEnd = end;
            }
            keptFrom(reply.number(1, 1), reply.number(2, 0));
            long millis = newest.millisOf(newest.last());
            watch.changed(channel, new Span(epoch, first, newest.last(), end - begin, millis, end), reply.number(3, 0));
        }
        return reply.outcome();
    }

    private void keptFrom(long offset, long bytes) {
        begin = bytes;
        first = offset;
    }

    @Override
    public boolean wantsSnapshot() {
        return end - snapshotEnd >= SNAPSHOT_BYTES;
    }

    @Override
    public News after(long last) {
        News news = news(link.askSettled(Script.PULL, keys(), pulled(last, PULLED_BYTES)), unanswered);
        if (news.commits().isEmpty()) {
            told = Math.max(told, news.outcome() == Outcome.DONE ? last : 0);
        } else {
            unanswered = null;
            told = news.commits().get(news.commits().size() - 1).newest().last();
        }
        return news;
    }

    @Override
    public Optional<Sent> sent() {
        return Optional.ofNullable(unanswered);
    }

    @Override
    public boolean has(Sent sent) {
        News news = news(link.askSettled(Script.PULL, keys(), pulled(sent.after(), 1)), sent);
        if (news.outcome() != Outcome.DONE) {
            // nobody knows
            throw new StoreUnavailable();
        }
        return !news.commits().isEmpty() && news.commits().get(0).own();
    }

    private List<byte[]> keys() {
        return List.of(Keys.state(channel), Keys.commits(channel));
    }

    private List<byte[]> pulled(long after, int mostBytes) {
        return List.of(epoch.getBytes(UTF_8), Keys.bytes(after), Keys.bytes(mostBytes));
    }

    private News news(Optional<Reply> answer, Sent ours) {
        return answer.map(reply -> news(reply, ours)).orElse(new News(Outcome.UNAVAILABLE, List.of()));
    }

    private News news(Reply reply, Sent ours) {
        if (reply.outcome() != Outcome.DONE) {
            return new News(reply.outcome(), List.of());
        }
        List<Commit> commits = new ArrayList<>();
        for (int i = 0; i < reply.list(3).size(); i++) {
            boolean own =
                    ours != null && ours.name().equals(new String(reply.list(4).get(i), UTF_8));
            byte[] commit = reply.list(3).get(i);
            commits.add(Unreadable.orElseRefuse(() -> CommitCodec.read(commit, encoder, own)));
        }
        if (!commits.isEmpty()) {
            keptFrom(reply.number(1, 1), reply.number(2, 0));
        }
        return new News(Outcome.DONE, commits);
    }

    @Override
    public void awaitAnswer(long millis) throws InterruptedException {
        link.awaitAnswer(millis);
    }

    @Override
    public void mark(LogSnapshot now) {
        List<byte[]> keys = List.of(Keys.state(channel), Keys.CHANNELS, Keys.CHANGES);
        List<byte[]> arguments = List.of(
                epoch.getBytes(UTF_8),
                Keys.bytes(now.last()),
                SnapshotJson.write(channel, now),
                channel.getBytes(UTF_8));
        if (link.write(Script.MARK, keys, arguments).isPresent()) {
            snapshotEnd = now.end();
        }
    }

    @Override
    public long first() {
        return first;
    }

    @Override
    public long begin() {
        return begin;
    }

    @Override
    public Excerpt read(long offset, int most) {
        List<Excerpt> known = window;
        if (known.isEmpty()
                || offset < known.get(0).first()
                || offset > known.get(known.size() - 1).last()) {
            // no other servers are waited for: somebody has seen it before
            News news = news(link.ask(Script.PULL, keys(), pulled(offset - 1, READ_BYTES)), null);
            if (news.outcome() != Outcome.DONE) {
                // nobody knows whether it has the record
                throw new StoreUnavailable();
            }
            known = news.commits().stream()
                    .flatMap(commit -> commit.records().stream())
                    .filter(each -> each.last() <= told)
                    .toList();
            window = known;
        }
        List<Excerpt> found = new ArrayList<>();
        long bytes = 0;
        for (Excerpt each : known) {
            if (each.last() < offset) {
                continue;
            }
            bytes += each.end() - each.begin();
            if (!found.isEmpty() && (bytes > most || !isMoreOf(found.get(0), each))) {
                break;
            }
            found.add(each);
        }
        return joined(found);
    }

    @Override
    public void forgetRead() {
        window = List.of();
    }

    private static boolean isMoreOf(Excerpt output, Excerpt next) {
        return output.type().isOutput() && output.type() == next.type();
    }

    private static Excerpt joined(List<Excerpt> parts) {
        return parts.isEmpty() ? null : parts.get(0).with(parts.subList(1, parts.size()));
    }

    @Override
    public long offsetNear(long wanted) {
        List<byte[]> keys = List.of(Keys.state(channel), Keys.index(channel));
        return link.ask(Script.NEAR, keys, List.of(Keys.bytes(wanted)))
                .orElseThrow(StoreUnavailable::new)
                .number(1, 1);
    }

    @Override
    public void delete() {
        // the log itself was deleted when another one took its place
        deletion.run();
    }
}

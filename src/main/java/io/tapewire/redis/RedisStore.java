package io.tapewire.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.event.StoreUnavailable;
import io.tapewire.log.Excerpt;
import io.tapewire.log.LogSnapshot;
import io.tapewire.log.Received;
import io.tapewire.log.SnapshotJson;
import io.tapewire.log.Store;
import io.tapewire.protocol.RecordEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One channel's log in Redis. Any thread. */
final class RedisStore implements Store {
    /** How many bytes are asked for at a time. */
    private static final int PULLED_BYTES = 1 << 20;

    private static final int READ_BYTES = 1 << 17;
    /** After so much there is another snapshot, so whoever opens the log reads at most about this much of it. */
    private static final long SNAPSHOT_BYTES = 1 << 20;

    /** How many of the newest commits are looked at to find out where somebody begins who has nothing. */
    private static final int INDEX = 10_000;

    private static final byte[] NOTHING = {};

    private final String channel;
    private final String epoch;
    private final RecordEncoder encoder;
    private final Link link;
    private final long mostBytes;
    private final byte[] news;
    private final Supplier<String> names;
    /** What was read last, because readers usually go on there. */
    private volatile List<Excerpt> window = List.of();

    private volatile long first;
    private volatile long begin;
    /** Bytes of the log at the last snapshot. Only the thread that appends uses it. */
    private long snapshotEnd = -SNAPSHOT_BYTES;

    private long end;
    /** The name of a commit that was sent and not answered. Only the thread that appends sets it. */
    private volatile String unanswered;

    /**
     * @param first the oldest record that it has, or {@code Long.MAX_VALUE}
     * @param begin bytes of the log before it
     * @param news what other servers are told when the log has grown
     * @param names makes a name for each commit
     */
    RedisStore(
            String channel,
            String epoch,
            Link link,
            long mostBytes,
            byte[] news,
            Supplier<String> names,
            long first,
            long begin) {
        this.channel = channel;
        this.epoch = epoch;
        this.encoder = new RecordEncoder(channel, epoch);
        this.link = link;
        this.mostBytes = mostBytes;
        this.news = news;
        this.names = names;
        this.first = first;
        this.begin = begin;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public Outcome append(List<Excerpt> records, List<Received> received, LogSnapshot after) {
        Excerpt newest = records.get(records.size() - 1);
        // the same for the same records, so that nobody appends them twice
        String name = unanswered == null ? names.get() : unanswered;
        unanswered = name;
        List<byte[]> arguments = List.of(
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
                news,
                name.getBytes(UTF_8));
        Outcome outcome = link.write(redis -> Script.APPEND.run(redis, Keys.all(channel), arguments))
                .map(reply -> appended(reply, newest, after != null))
                .orElse(Outcome.UNAVAILABLE);
        if (outcome == Outcome.DONE) {
            unanswered = null;
        }
        return outcome;
    }

    private Outcome appended(Reply reply, Excerpt newest, boolean hasSnapshot) {
        if (reply.outcome() == Outcome.DONE) {
            end = newest.end();
            if (hasSnapshot) {
                snapshotEnd = end;
            }
            keptFrom(reply.number(1, 1), reply.number(2, 0));
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
        News news = pull(last, PULLED_BYTES);
        if (!news.commits().isEmpty()) {
            unanswered = null;
        }
        return news;
    }

    private News pull(long last, int mostBytes) {
        String ours = unanswered;
        List<byte[]> arguments = List.of(epoch.getBytes(UTF_8), Keys.bytes(last), Keys.bytes(mostBytes));
        return link.ask(redis -> Script.PULL.run(
                        redis, List.of(Keys.state(channel), Keys.commits(channel), Keys.PROCESSES), arguments))
                .map(reply -> news(reply, ours))
                .orElse(new News(Outcome.UNAVAILABLE, List.of()));
    }

    private News news(Reply reply, String ours) {
        if (reply.outcome() != Outcome.DONE) {
            return new News(reply.outcome(), List.of());
        }
        List<Commit> commits = new ArrayList<>();
        for (int i = 0; i < reply.list(3).size(); i++) {
            boolean own = new String(reply.list(4).get(i), UTF_8).equals(ours);
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
        List<byte[]> arguments =
                List.of(epoch.getBytes(UTF_8), Keys.bytes(now.last()), SnapshotJson.write(channel, now));
        if (link.write(redis -> Script.MARK.run(redis, List.of(Keys.state(channel)), arguments))
                .isPresent()) {
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
            News news = pull(offset - 1, READ_BYTES);
            if (news.outcome() != Outcome.DONE) {
                // nobody knows whether it has the record
                throw new StoreUnavailable();
            }
            known = news.commits().stream()
                    .flatMap(commit -> commit.records().stream())
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
        long near = first;
        List<String> commits = link.ask(redis -> redis.lrange(new String(Keys.index(channel), UTF_8), -INDEX, -1))
                .orElseThrow(StoreUnavailable::new);
        for (String commit : commits) {
            String[] lastAndEnd = commit.split(" ", 3);
            if (Long.parseLong(lastAndEnd[1]) > wanted) {
                break;
            }
            near = Long.parseLong(lastAndEnd[0]) + 1;
        }
        return near;
    }

    @Override
    public void delete() {
        // it was deleted when another one took its place
    }
}

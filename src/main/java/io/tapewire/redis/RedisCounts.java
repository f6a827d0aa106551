package io.tapewire.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.shared.SharedCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Counts of all servers in Redis. Each server tells there what has changed of its own, and hears what has changed of all
 * together, with one request. What a server has told counts until it has not been heard of for a while. One thread tells, any
 * reads.
 */
final class RedisCounts implements SharedCounts {
    private static final Script TELL = new Script("counts.lua");
    private static final Script LEAVE = new Script("counts-leave.lua");
    private static final long NOTHING = -1;
    /** As many changes are told and heard in one request. */
    private static final int MOST = 1_000;
    /** The rest waits for the next time. */
    private static final int MOST_REQUESTS = 100;

    private final Map<String, Long> elsewhere = new ConcurrentHashMap<>();
    /** What this server has told. */
    private final Map<String, Long> told = new HashMap<>();
    /** What all servers have told. */
    private final Map<String, Long> totals = new HashMap<>();

    private final Link link;
    private final byte[] server;
    private final long leaseMillis;
    private volatile Supplier<Map<String, Long>> own = Map::of;
    private long heard = NOTHING;
    private long tellings;

    /** @param leaseMillis a server that has not been heard of for so long counts as gone */
    RedisCounts(String server, Link link, long leaseMillis) {
        this.server = server.getBytes(UTF_8);
        this.link = link;
        this.leaseMillis = leaseMillis;
    }

    @Override
    public void contribute(Supplier<Map<String, Long>> source) {
        own = source;
    }

    @Override
    public long elsewhere(String name) {
        return elsewhere.getOrDefault(name, 0L);
    }

    /** Tells and hears what has changed. To be called often enough that this server does not count as gone. */
    void tell() {
        Map<String, Long> now = own.get();
        boolean more = true;
        for (int i = 0; more && i < MOST_REQUESTS; i++) {
            more = exchange(changes(now));
        }
    }

    private Map<String, Long> changes(Map<String, Long> now) {
        Map<String, Long> changes = new HashMap<>();
        for (String gone : told.keySet()) {
            if (changes.size() < MOST && !now.containsKey(gone)) {
                changes.put(gone, 0L);
            }
        }
        now.forEach((name, count) -> {
            if (changes.size() < MOST && !count.equals(told.get(name))) {
                changes.put(name, count);
            }
        });
        return changes;
    }

    /** Returns whether there is more to tell or to hear. */
    private boolean exchange(Map<String, Long> changes) {
        List<byte[]> arguments = new ArrayList<>(List.of(
                server,
                Keys.bytes(leaseMillis),
                Keys.bytes(tellings),
                Keys.bytes(heard),
                Keys.bytes(MOST),
                Keys.counts("")));
        changes.forEach((name, count) -> {
            arguments.add(name.getBytes(UTF_8));
            arguments.add(Keys.bytes(count));
        });
        List<byte[]> keys = List.of(Keys.SERVERS, Keys.TELLINGS, Keys.COUNTS, Keys.CHANGED_COUNTS, Keys.COUNT_CHANGES);
        return link.write(redis -> TELL.run(redis, keys, arguments))
                .map(reply -> take(reply, changes))
                .orElse(false);
    }

    private boolean take(Reply reply, Map<String, Long> changes) {
        tellings = reply.number(1, 0);
        if (reply.text(0).equals("ANEW")) {
            // this server was thought to be gone, or Redis has lost something: it knows nothing of this server now
            told.clear();
            heard = NOTHING;
            return true;
        }
        changes.forEach((name, count) -> {
            if (count == 0) {
                told.remove(name);
            } else {
                told.put(name, count);
            }
        });
        heard = reply.number(2, 0);
        List<byte[]> news = reply.list(3);
        if (reply.text(0).equals("ALL")) {
            totals.clear();
        }
        for (int i = 0; i < news.size(); i += 2) {
            String name = new String(news.get(i), UTF_8);
            totals.put(name, Long.parseLong(new String(news.get(i + 1), UTF_8)));
            note(name);
        }
        if (reply.text(0).equals("ALL")) {
            elsewhere.keySet().retainAll(totals.keySet());
        }
        return changes.size() == MOST || news.size() == 2 * MOST;
    }

    private void note(String name) {
        long others = totals.get(name) - told.getOrDefault(name, 0L);
        if (totals.get(name) == 0) {
            totals.remove(name);
        }
        if (others > 0) {
            elsewhere.put(name, others);
        } else {
            elsewhere.remove(name);
        }
    }

    /** This server ends: what it has told does not count any more. */
    void leave() {
        link.write(redis -> LEAVE.run(redis, List.of(Keys.SERVERS), List.of(server)));
    }
}

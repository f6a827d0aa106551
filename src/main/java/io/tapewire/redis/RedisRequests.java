package io.tapewire.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.log.TimeSource;
import io.tapewire.shared.SharedRequests;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Requests that take effect once, for all servers. How many messages of one are stored is noted together with them, by
 * {@code append.lua}. A server that is at work on one has a lease, which ends soon after the server does. Any thread.
 */
final class RedisRequests implements SharedRequests, Watched {
    private static final long LEASE_MILLIS = 10_000;

    private final Link link;
    private final Seal seal;
    private final TimeSource clock;
    private final String node;
    private final long most;
    private final long ageMillis;
    private final Set<String> inProgress = ConcurrentHashMap.newKeySet();
    /** Only the thread that looks uses it. */
    private long keptMillis;

    RedisRequests(Link link, Seal seal, TimeSource clock, String node, long most, long ageMillis) {
        this.link = link;
        this.seal = seal;
        this.clock = clock;
        this.node = node;
        this.most = most;
        this.ageMillis = ageMillis;
    }

    @Override
    public Begun begin(String id) {
        List<byte[]> arguments = List.of(
                id.getBytes(UTF_8),
                node.getBytes(UTF_8),
                Keys.bytes(LEASE_MILLIS),
                Keys.bytes(ageMillis),
                Keys.bytes(most));
        Reply reply = link.require(redis -> Script.BEGIN_REQUEST.run(redis, keys(id), arguments));
        Outcome outcome = Outcome.valueOf(reply.text(0));
        String answer = Optional.ofNullable(reply.text(2))
                .flatMap(text -> seal.open(placeOf(id), text))
                .orElse(null);
        if (outcome == Outcome.DONE && answer == null) {
            inProgress.add(id);
        }
        return new Begun(outcome, reply.number(1, 0), answer);
    }

    @Override
    public void complete(String id, String answer) {
        inProgress.remove(id);
        List<byte[]> arguments =
                List.of(id.getBytes(UTF_8), seal.close(placeOf(id), answer).getBytes(UTF_8), Keys.bytes(ageMillis));
        // if Redis does not answer, its messages are known to be stored all the same
        link.write(redis -> Script.COMPLETE_REQUEST.run(redis, keys(id), arguments));
    }

    @Override
    public void end(String id) {
        if (inProgress.remove(id)) {
            // if Redis does not answer, the lease ends by itself
            keep(id, 0);
        }
    }

    @Override
    public void look() {
        long now = clock.elapsedMillis();
        if (now - keptMillis > LEASE_MILLIS / 4) {
            keptMillis = now;
            inProgress.forEach(id -> keep(id, LEASE_MILLIS));
        }
    }

    @Override
    public void lost() {
        // whoever sends such a request again repeats it, as after the end of a server that has nothing but its memory
    }

    private void keep(String id, long millis) {
        List<byte[]> arguments =
                List.of(id.getBytes(UTF_8), node.getBytes(UTF_8), Keys.bytes(millis), Keys.bytes(ageMillis));
        link.write(redis -> Script.KEEP_REQUEST.run(redis, keys(id), arguments));
    }

    private static List<byte[]> keys(String id) {
        return List.of(Keys.request(id), Keys.requestLease(id), Keys.requests());
    }

    private static String placeOf(String id) {
        return new String(Keys.request(id), UTF_8);
    }
}

package io.tapewire.redis;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.log.TimeSource;
import io.tapewire.shared.Codec;
import io.tapewire.shared.Entries;
import io.tapewire.shared.EntryRules;
import io.tapewire.shared.SharedRequests;
import io.tapewire.shared.SharedTexts;
import io.tapewire.shared.Sharing;
import java.util.concurrent.TimeUnit;

/** Keeps in Redis what servers know together, besides the logs. Any thread. */
final class RedisSharing implements Sharing {
    private final Link link;
    private final Watch watch;
    private final String node;
    private final Seal seal;
    private final Limits limits;
    private final TimeSource clock;

    RedisSharing(Link link, Watch watch, String node, Seal seal, Limits limits, TimeSource clock) {
        this.link = link;
        this.watch = watch;
        this.node = node;
        this.seal = seal;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public SharedTexts texts(String name) {
        return texts(name, null);
    }

    @Override
    public SharedTexts secretTexts(String name) {
        return texts(name, seal);
    }

    private SharedTexts texts(String name, Seal sealOrNone) {
        return watched(new RedisTexts(name, link, sealOrNone, clock, limits.of(Limit.REDIS_HOLD_MS)));
    }

    @Override
    public <T> Entries<T> entries(EntryRules rules, Codec<T> codec) {
        return watched(new RedisEntries<>(rules, codec, link, seal, clock));
    }

    @Override
    public SharedRequests requests(long most, long ageSeconds) {
        return watched(new RedisRequests(link, seal, clock, node, most, TimeUnit.SECONDS.toMillis(ageSeconds)));
    }

    private <W extends Watched> W watched(W kept) {
        watch.watch(kept);
        return kept;
    }
}

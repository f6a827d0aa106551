package io.tapewire.channel;

import io.tapewire.config.Limits;
import io.tapewire.log.Archive;
import io.tapewire.log.Log;
import io.tapewire.log.Memory;
import io.tapewire.log.TimeSource;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** Where channels get their logs from: from the archive if it keeps them, otherwise they are in memory alone. Any thread. */
final class Logs {
    private final SecureRandom random = new SecureRandom();
    private final Archive archive;
    private final Limits limits;
    private final Memory memory;
    private final TimeSource clock;

    Logs(Archive archive, Limits limits, Memory memory, TimeSource clock) {
        this.archive = archive;
        this.limits = limits;
        this.memory = memory;
        this.clock = clock;
    }

    /** The log that is stored for a channel, ready to be joined, or else an empty one. Waits for the store. */
    Log open(String channel) {
        String epoch = newEpoch();
        Log opened = log(channel, epoch, archive.open(channel, epoch));
        try {
            opened.prepareJoin();
        } catch (RuntimeException | Error failure) {
            opened.end();
            throw failure;
        }
        return opened;
    }

    /** An empty log in place of the one that a channel has. Waits for the store. */
    Log create(String channel) {
        String epoch = newEpoch();
        return log(channel, epoch, archive.create(channel, epoch));
    }

    private Log log(String channel, String epoch, Optional<Archive.Kept> kept) {
        return kept.map(found -> new Log(channel, found.snapshot(), found.store(), limits, memory, clock))
                .orElseGet(() -> new Log(channel, epoch, limits, memory, clock));
    }

    private String newEpoch() {
        byte[] id = new byte[8];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}

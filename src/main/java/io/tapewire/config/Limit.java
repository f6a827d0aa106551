package io.tapewire.config;

/** One bound each: its key, its default, what is allowed and what it means. The unit ends the key. */
public enum Limit {
    BATCH_BYTES("tapewire.batch.max-bytes", 1024, 16, 16_384, "a record of output is complete at this size"),
    BATCH_DELAY_MS("tapewire.batch.max-delay-ms", 500, 20, 60_000, "and at this age, though no viewer asked for it"),

    CHANNEL_BYTES(
            "tapewire.channel.max-bytes",
            8 << 20,
            16_384,
            1L << 30,
            "memory for one channel's log; the oldest go first"),
    CHANNEL_RECORDS("tapewire.channel.max-records", 100_000, 16, 100_000_000, "records in one channel's log"),
    CHANNEL_IDLE_S(
            "tapewire.channel.max-idle-s", 86_400, 1, 31_536_000, "a channel without viewers is forgotten after this"),
    CHANNEL_RUNS(
            "tapewire.channel.max-runs", 1_000, 1, 100_000, "runs that one channel remembers; the oldest go first"),
    CHANNELS("tapewire.channels.max-count", 10_000, 1, 1_000_000, "channels; one more is refused"),
    CHANNELS_BYTES("tapewire.channels.max-bytes", 64 << 20, 65_536, 1L << 40, "memory for the logs of all channels"),

    FRAME_BYTES("tapewire.frame.max-bytes", 65_536, 2_048, 1 << 20, "one frame of merged output"),
    PACE_MIN_MS("tapewire.pace.min-ms", 4, 0, 1_000, "between two frames of flowing output, server idle"),
    PACE_MAX_MS("tapewire.pace.max-ms", 16, 0, 1_000, "between two frames of flowing output, server busy"),
    SENDER_THREADS("tapewire.sender.threads", 2, 1, 64, "threads that send"),
    SENDER_BYTES(
            "tapewire.sender.max-bytes",
            8 << 20,
            65_536,
            1L << 30,
            "under way by each of them; viewers that are far behind take turns"),
    SENDER_TURN_FRAMES("tapewire.sender.max-turn-frames", 8, 1, 1_000, "sent in a row to one of them in its turn"),

    CONNECTIONS("tapewire.connections.max-count", 20_000, 1, 10_000_000, "connections; one more is refused"),
    CONNECTION_CHANNELS("tapewire.connection.max-channels", 1_000, 1, 100_000, "subscriptions of one connection"),
    CONNECTION_REPLIES(
            "tapewire.connection.max-replies", 2_000, 8, 1_000_000, "requests a connection may have unanswered"),
    MESSAGE_BYTES("tapewire.message.max-bytes", 65_536, 1_024, 1 << 20, "one message from a client or in a request"),
    PING_INTERVAL_MS("tapewire.ping.interval-ms", 25_000, 100, 80_000, "between two pings to a viewer"),
    PING_TIMEOUT_MS(
            "tapewire.ping.timeout-ms", 60_000, 100, 600_000, "a viewer that takes and says nothing this long is gone"),

    INGEST_PAUSE_MS(
            "tapewire.ingest.pause-ms", 16, 0, 1_000, "a producer's flowing output is gathered this long at most"),
    INGEST_HOLD_BYTES(
            "tapewire.ingest.hold-bytes", 2 << 20, 4_096, 1L << 30, "a producer this far ahead of a viewer is slowed"),
    INGEST_FLOOR_BYTES_PER_S("tapewire.ingest.floor-bytes-per-s", 4 << 20, 65_536, 1L << 40, "but not below this rate"),
    INGEST_SERVED_BYTES_PER_S(
            "tapewire.ingest.served-bytes-per-s",
            64 << 20,
            65_536,
            1L << 40,
            "unless its viewers together are sent this much: then a sixteenth of it"),

    RUN_SILENCE_S(
            "tapewire.run.max-silence-s",
            86_400,
            1,
            31_536_000,
            "a declared run whose producer says nothing for this long ends as lost"),
    WAITING_SEQUENCES(
            "tapewire.producers.max-sequences",
            1_000,
            1,
            100_000,
            "unfinished escape sequences that wait for their end, one for each producer, up to 4 KiB each"),

    LOGIN_S("tapewire.login.max-age-s", 43_200, 60, 31_536_000, "how long the page's cookie holds");

    private final String key;
    private final long standard;
    private final long least;
    private final long most;
    private final String meaning;

    Limit(String key, long standard, long least, long most, String meaning) {
        this.key = key;
        this.standard = standard;
        this.least = least;
        this.most = most;
        this.meaning = meaning;
    }

    public String key() {
        return key;
    }

    public long standard() {
        return standard;
    }

    public long least() {
        return least;
    }

    public long most() {
        return most;
    }

    public String meaning() {
        return meaning;
    }
}

package io.tapewire.config;

import java.util.EnumSet;
import java.util.Set;

/** The bounds. Each has a key that ends with the unit, a default, a range and a meaning. */
public enum Limit {
    BATCH_BYTES("tapewire.batch.max-bytes", 1024, 16, 16_384, "a record of output is complete at this size"),
    BATCH_DELAY_MS("tapewire.batch.max-delay-ms", 500, 20, 60_000, "or at this age, even if no viewer asked for it"),

    CHANNEL_BYTES(
            "tapewire.channel.max-bytes",
            8 << 20,
            16_384,
            1L << 30,
            "memory for one channel's log; the oldest records are removed first"),
    CHANNEL_RECORDS("tapewire.channel.max-records", 100_000, 16, 100_000_000, "records in one channel's log"),
    CHANNEL_IDLE_S(
            "tapewire.channel.max-idle-s", 86_400, 1, 31_536_000, "a channel without viewers is forgotten after this"),
    CHANNEL_RUNS(
            "tapewire.channel.max-runs",
            1_000,
            1,
            100_000,
            "runs that one channel remembers; the oldest are removed first"),
    CHANNEL_TASKS(
            "tapewire.channel.max-tasks",
            1_000,
            1,
            100_000,
            "tasks whose last status one channel remembers; those that changed least recently are removed first"),
    CHANNEL_TASKS_BYTES(
            "tapewire.channel.max-tasks-bytes", 262_144, 1_024, 1L << 30, "memory for these, for one channel"),
    CHANNEL_MASKS(
            "tapewire.channel.max-masks",
            500,
            1,
            100_000,
            "values that publishers have masked in one channel; further ones are refused"),
    CHANNEL_MASKS_BYTES("tapewire.channel.max-masks-bytes", 32_768, 64, 1 << 20, "these values together"),
    CHANNELS("tapewire.channels.max-count", 10_000, 1, 1_000_000, "channels; further ones are refused"),
    CHANNELS_OF_ONE(
            "tapewire.caller.max-channels",
            2_000,
            1,
            1_000_000,
            "of these, those to which one caller other than the administrator was the first to publish; no new one is made for that caller then"),
    CHANNELS_AWAITED(
            "tapewire.awaited.max-count",
            10_000,
            1,
            1_000_000,
            "channels that connections wait for and that nobody has published to; further ones are refused"),
    CHANNELS_AWAITED_BY_ONE(
            "tapewire.caller.max-awaited-channels",
            1_000,
            1,
            1_000_000,
            "of the channels that connections wait for, those that one caller waits for"),
    CHANNELS_BYTES("tapewire.channels.max-bytes", 64 << 20, 65_536, 1L << 40, "memory for the logs of all channels"),

    LIST_INTERVAL_MS(
            "tapewire.list.interval-ms", 1_000, 100, 600_000, "between two looks for changes in the list of channels"),
    LIST_COUNTS_INTERVAL_MS(
            "tapewire.list.counts-interval-ms",
            5_000,
            100,
            600_000,
            "a channel that only grows is told again after this"),
    LIST_ROWS("tapewire.list.max-rows", 100, 1, 10_000, "channels in one message about the list"),

    FRAME_BYTES("tapewire.frame.max-bytes", 65_536, 2_048, 1 << 20, "one frame of merged output"),
    PACE_MIN_MS("tapewire.pace.min-ms", 4, 0, 1_000, "between two frames of flowing output, server idle"),
    PACE_MAX_MS("tapewire.pace.max-ms", 16, 0, 1_000, "between two frames of flowing output, server busy"),
    SENDER_THREADS("tapewire.sender.threads", 2, 1, 64, "threads that send"),
    SENDER_BYTES(
            "tapewire.sender.max-bytes",
            8 << 20,
            65_536,
            1L << 30,
            "in flight per sender thread; viewers that are far behind take turns"),
    SENDER_TURN_FRAMES(
            "tapewire.sender.max-turn-frames",
            8,
            1,
            1_000,
            "frames sent in a row to a viewer that is far behind, in its turn"),

    CONNECTIONS("tapewire.connections.max-count", 20_000, 1, 10_000_000, "connections; further ones are refused"),
    CONNECTIONS_OF_ONE(
            "tapewire.caller.max-connections",
            2_000,
            1,
            10_000_000,
            "of these, those of one caller other than the administrator"),
    CONNECTIONS_OF_ADDRESS(
            "tapewire.address.max-connections", 10_000, 1, 10_000_000, "of these, those from one address"),
    HANDSHAKES(
            "tapewire.handshakes.max-count",
            1_000,
            1,
            100_000,
            "connections that are being opened at the same time; further ones are refused"),
    CONNECTION_MESSAGES_PER_S(
            "tapewire.connection.max-messages-per-s",
            2_000,
            1,
            1_000_000,
            "messages from one connection in a second; above that it is closed with 1008"),
    CONNECTION_CHANNELS(
            "tapewire.connection.max-channels", 1_000, 1, 100_000, "channels that one connection subscribes to"),
    CONNECTION_PATTERNS("tapewire.connection.max-patterns", 100, 1, 10_000, "patterns that one connection follows"),
    CONNECTION_FETCHES(
            "tapewire.connection.max-fetches", 8, 1, 1_000, "files that one connection fetches at the same time"),
    CONNECTION_SEARCHES_PER_MIN(
            "tapewire.connection.max-searches-per-min",
            120,
            1,
            100_000,
            "subscriptions to patterns and fresh tokens of one connection in a minute, because each looks at all channels"),
    CONNECTION_NOTICES(
            "tapewire.connection.max-notices",
            4_000,
            8,
            1_000_000,
            "messages about its subscriptions that wait for one connection; above that it is closed with 1013"),
    CONNECTION_REPLIES("tapewire.connection.max-replies", 2_000, 8, 1_000_000, "unanswered requests of one connection"),
    MESSAGE_BYTES("tapewire.message.max-bytes", 65_536, 1_024, 1 << 20, "one message from a client or in a request"),
    MESSAGE_PARTS(
            "tapewire.message.max-parts",
            4_096,
            16,
            1 << 20,
            "parts of one message from a connection, however small; above that it is closed with 1009"),
    MESSAGE_DEPTH("tapewire.message.max-depth", 32, 4, 200, "how deep objects and arrays of a message are nested"),
    PING_INTERVAL_MS("tapewire.ping.interval-ms", 25_000, 100, 80_000, "between two pings to a silent viewer"),
    PING_TIMEOUT_MS(
            "tapewire.ping.timeout-ms",
            60_000,
            100,
            600_000,
            "a viewer that neither receives nor sends anything for this long is gone"),

    INGEST_PAUSE_MS(
            "tapewire.ingest.pause-ms", 16, 0, 1_000, "a producer's flowing output is gathered at most this long"),
    INGEST_HOLD_BYTES(
            "tapewire.ingest.hold-bytes", 2 << 20, 4_096, 1L << 30, "a producer this far ahead of a viewer is slowed"),
    INGEST_FLOOR_BYTES_PER_S(
            "tapewire.ingest.floor-bytes-per-s", 4 << 20, 65_536, 1L << 40, "a slowed producer still gets this rate"),
    INGEST_SERVED_BYTES_PER_S(
            "tapewire.ingest.served-bytes-per-s",
            64 << 20,
            65_536,
            1L << 40,
            "while its viewers together are sent this much, a slowed producer gets a sixteenth of the floor rate"),

    HISTORY_CHANNEL_BYTES(
            "tapewire.history.channel-max-bytes",
            1L << 30,
            65_536,
            1L << 50,
            "files with the records of one channel; the oldest are removed first"),
    HISTORY_BYTES("tapewire.history.max-bytes", 1L << 50, 65_536, 1L << 60, "these files of all channels together"),
    HISTORY_RESERVE_BYTES(
            "tapewire.history.reserve-bytes", 1L << 30, 0, 1L << 60, "what the history leaves free on its disk"),
    HISTORY_AGE_S(
            "tapewire.history.max-age-s",
            31_536_000,
            60,
            3_153_600_000L,
            "a file of the history is removed when it was written last this long ago"),
    HISTORY_FILE_BYTES(
            "tapewire.history.file-bytes",
            16 << 20,
            16_384,
            1L << 30,
            "a file of the history is complete at this size"),
    HISTORY_OPEN_FILES(
            "tapewire.history.max-open-files",
            500,
            1,
            100_000,
            "files that are open for writing; another one is closed first, and opened again when it is written"),
    HISTORY_QUIET_MS(
            "tapewire.history.quiet-ms",
            10_000,
            100,
            3_600_000,
            "a channel that gets nothing for this long is written so that it can be read quickly after a crash"),
    HISTORY_SYNC_MS(
            "tapewire.history.sync-interval-ms",
            10_000,
            1_000,
            60_000,
            "how often files are brought to the disk; without tapewire.history.sync a power failure can cost what was printed since then"),
    HISTORY_READERS(
            "tapewire.history.max-readers",
            16,
            1,
            1_000,
            "requests that read records or output at the same time; further ones are told to come again"),

    REDIS_CHANNEL_BYTES(
            "tapewire.redis.channel-max-bytes",
            64 << 20,
            1 << 22,
            1L << 40,
            "what Redis keeps of one channel; the oldest is removed first"),
    REDIS_TIMEOUT_MS(
            "tapewire.redis.timeout-ms", 2_000, 50, 60_000, "Redis connects, and answers a request, within this time"),
    REDIS_HOLD_MS(
            "tapewire.redis.hold-ms",
            30_000,
            100,
            600_000,
            "while Redis does not answer a producer is held this long, then its request fails with 503"),
    REDIS_CONNECTIONS("tapewire.redis.max-connections", 16, 4, 1_000, "connections of one server to Redis"),
    REDIS_THREADS(
            "tapewire.redis.max-threads",
            8,
            1,
            256,
            "threads that wait for Redis in place of those that send, and as many in place of those that receive output"),
    REDIS_REPLICAS(
            "tapewire.redis.min-replicas",
            0,
            0,
            10,
            "replicas of Redis that must have a record before it is shown or answered"),
    REDIS_EMPTY_S(
            "tapewire.redis.empty-s",
            86_400,
            60,
            31_536_000,
            "a channel in Redis to which nothing was published is forgotten after this time"),
    REDIS_LEASE_MS(
            "tapewire.redis.lease-ms",
            5_000,
            1_000,
            60_000,
            "a server that Redis has not heard of for this time counts as gone: its viewers are not counted, and its uploads of files go on elsewhere"),

    DRAIN_PERIOD_MS(
            "tapewire.drain.period-ms",
            10_000,
            0,
            3_600_000,
            "a server that is drained sends its viewers to other servers within this time, spread evenly; uploads that cannot go on elsewhere may take so long"),

    FILE_BYTES(
            "tapewire.file.max-bytes",
            1L << 31,
            1,
            1L << 50,
            "a published file; at most three quarters of tapewire.history.channel-max-bytes"),
    FILES(
            "tapewire.files.max-count",
            10_000,
            1,
            1_000_000,
            "published files of all channels; the oldest are removed first"),
    FILE_UPLOADS(
            "tapewire.file.max-uploads",
            16,
            1,
            1_000,
            "requests that upload files at the same time; further ones are told to come again"),
    FILE_READERS(
            "tapewire.file.max-readers",
            16,
            1,
            1_000,
            "requests that download files at the same time; further ones are told to come again"),
    FETCHES(
            "tapewire.fetches.max-count",
            100,
            1,
            10_000,
            "files that are fetched over the socket at the same time, each with up to 64 KiB in memory; further ones are refused"),
    FETCH_SILENCE_S(
            "tapewire.fetch.max-silence-s",
            60,
            5,
            3_600,
            "a fetch whose client takes nothing for so long is ended when there are as many as allowed and another one begins"),
    FETCH_THREADS("tapewire.fetch.threads", 2, 1, 64, "threads that read the files that are fetched"),
    FILE_SILENCE_S(
            "tapewire.file.max-silence-s",
            60,
            5,
            3_600,
            "an upload of a file that brings nothing for so long is ended"),
    UNFINISHED_FILES("tapewire.file.unfinished.max-count", 100, 1, 100_000, "files whose upload has not ended"),
    UNFINISHED_FILES_BYTES("tapewire.file.unfinished.max-bytes", 1L << 32, 1, 1L << 50, "these files together"),
    UNFINISHED_FILES_AGE_S(
            "tapewire.file.unfinished.max-age-s",
            86_400,
            60,
            31_536_000,
            "such a file is removed when nobody has continued it for so long"),
    UPLOAD_AFTER_EXPIRY_S(
            "tapewire.upload.max-after-expiry-s",
            86_400,
            0,
            31_536_000,
            "an upload that is in progress when its token ends may go on for this long"),

    UNREAD_BODY_S(
            "tapewire.body.max-unread-s",
            5,
            1,
            600,
            "how long a request that has been answered may go on to send a body that nobody reads; then its connection is cut"),

    PUBLISH_BYTES_PER_S(
            "tapewire.caller.max-publish-bytes-per-s",
            64 << 20,
            65_536,
            1L << 40,
            "what one caller other than the administrator publishes in a second, in all its uploads together and not compressed; above that they are read more slowly"),
    PUBLISH_REQUESTS_PER_S(
            "tapewire.caller.max-publish-requests-per-s",
            1_000,
            1,
            1_000_000,
            "requests in which such a caller publishes in a second; further ones are refused"),

    INFLATED_BYTES(
            "tapewire.upload.max-inflated-bytes",
            16L << 30,
            1_024,
            1L << 50,
            "what one compressed upload may have when it is not compressed"),
    INFLATED_RATIO(
            "tapewire.upload.max-ratio",
            250,
            2,
            1_100,
            "of these, bytes for each byte that was sent; counts from 1 MiB on"),

    IDEMPOTENCY_KEYS(
            "tapewire.idempotency.max-keys",
            20_000,
            1,
            1_000_000,
            "requests with an Idempotency-Key that are remembered; a further one is told to come again"),
    IDEMPOTENCY_KEY_S("tapewire.idempotency.max-age-s", 300, 1, 86_400, "how long such a request is remembered"),

    RUN_SILENCE_S(
            "tapewire.run.max-silence-s",
            86_400,
            1,
            31_536_000,
            "a declared run whose producer is silent for this long ends as lost"),
    WAITING_SEQUENCES(
            "tapewire.producers.max-sequences",
            1_000,
            1,
            100_000,
            "unfinished escape sequences that wait for their end, one for each producer, up to 4 KiB each"),

    MASK_BYTES("tapewire.mask.max-bytes", 4_096, 8, 16_384, "one value that is masked; it has at least 8 bytes"),
    MASK_HOLD_MS(
            "tapewire.mask.max-hold-ms",
            1_000,
            20,
            600_000,
            "output that may be the beginning of a masked value waits this long for the rest"),
    MASK_HOLD_BYTES(
            "tapewire.mask.max-hold-bytes",
            131_072,
            4_096,
            1 << 24,
            "this much of one producer's output waits, escape sequences included"),
    MASK_STREAMS(
            "tapewire.mask.max-producers",
            10_000,
            1,
            1_000_000,
            "producers whose output waits at the same time; one more, and that of the longest silent one is shown"),
    MASKS("tapewire.masks.max-count", 10_000, 1, 1_000_000, "values that are masked in all channels together"),
    MASKS_BYTES(
            "tapewire.masks.max-bytes",
            262_144,
            64,
            1 << 26,
            "these values together; each byte takes about 500 bytes of memory"),
    MASKS_OF_ONE(
            "tapewire.caller.max-masks",
            2_000,
            1,
            1_000_000,
            "of these values, those in the channels of one caller, see tapewire.caller.max-channels"),
    MASKS_BYTES_OF_ONE("tapewire.caller.max-masks-bytes", 65_536, 64, 1 << 26, "these values of one caller together"),

    LINE_BYTES(
            "tapewire.line.max-bytes",
            65_536,
            1_024,
            1 << 24,
            "one line in search and text export; a longer one is handled in pieces of this size"),
    LINE_ROWS(
            "tapewire.line.max-rows",
            50,
            1,
            1_000,
            "how many lines up a program of unknown terminal size can overwrite, in search and text export"),
    SEARCHES("tapewire.search.max-count", 8, 1, 1_000, "searches at the same time; further ones are refused"),
    SEARCH_TIME_MS(
            "tapewire.search.max-time-ms", 10_000, 100, 600_000, "one search; its answer says where to continue"),

    LOGIN_S("tapewire.login.max-age-s", 43_200, 60, 31_536_000, "how long the page's cookie is valid"),
    SESSIONS(
            "tapewire.sessions.max-count",
            10_000,
            1,
            1_000_000,
            "browsers that have signed in with a JWT or with OpenID Connect; further ones are refused"),
    SESSION_IDLE_S(
            "tapewire.session.max-idle-s",
            3_600,
            60,
            31_536_000,
            "such a session ends when nothing was requested and no connection or upload was open for this long"),
    SESSIONS_OF_ONE(
            "tapewire.caller.max-sessions",
            20,
            1,
            10_000,
            "of these, those of one caller, whose oldest session ends for a newer one"),
    TICKET_S("tapewire.ticket.max-age-s", 30, 1, 300, "how long a ticket is valid"),
    TICKETS("tapewire.tickets.max-count", 10_000, 1, 1_000_000, "unused tickets; further ones are refused"),
    TICKETS_OF_ONE("tapewire.caller.max-tickets", 100, 1, 100_000, "of these, those of one caller"),
    SIGN_IN_S("tapewire.signin.max-age-s", 600, 30, 86_400, "how long somebody may take to sign in at the provider"),
    FORMS(
            "tapewire.forms.max-count",
            1_000,
            1,
            100_000,
            "forms with a token that are being received at the same time; further ones are refused"),
    FORM_S("tapewire.form.max-time-s", 10, 1, 600, "how long such a form may take to arrive; then it is refused"),
    SIGN_INS("tapewire.signins.max-count", 10_000, 1, 1_000_000, "people who are signing in; further ones are refused"),
    SIGN_INS_OF_ADDRESS(
            "tapewire.address.max-signins",
            1_000,
            1,
            1_000_000,
            "of these, those from one address; one more, and the oldest of them has to begin again"),
    OIDC_TIMEOUT_MS("tapewire.oidc.timeout-ms", 5_000, 100, 60_000, "one request to the provider, with its answer"),
    OIDC_REQUESTS(
            "tapewire.oidc.max-requests",
            8,
            1,
            1_000,
            "sign-ins that wait for the provider at the same time; further ones are told to come again"),
    OIDC_BYTES("tapewire.oidc.max-bytes", 262_144, 4_096, 1 << 24, "one answer of the provider"),
    OIDC_METADATA_S(
            "tapewire.oidc.metadata-max-age-s",
            3_600,
            10,
            86_400,
            "what the provider says of itself is read again after this"),
    JWT_ENTRIES("tapewire.jwt.max-entries", 200, 1, 10_000, "names and patterns in one list of a JWT"),
    FAILED_TOKENS_PER_MIN(
            "tapewire.address.max-failed-tokens-per-min",
            3_000,
            1,
            1_000_000,
            "wrong tokens and tickets from one address in a minute; above that none from there is looked at"),
    JWT_SKEW_S(
            "tapewire.jwt.max-skew-s",
            30,
            0,
            30,
            "a JWT is valid this long before its nbf, because clocks differ; its exp counts exactly"),
    JWKS_S(
            "tapewire.jwt.jwks-max-age-s",
            300,
            10,
            86_400,
            "the key set is read again after this, or when a token names a key that is not in it"),
    JWKS_OUTAGE_S(
            "tapewire.jwt.jwks-outage-s",
            86_400,
            0,
            31_536_000,
            "the last key set counts this long while it cannot be read again"),
    REVOCATIONS(
            "tapewire.revocations.max-count",
            10_000,
            1,
            1_000_000,
            "revoked tokens and people; further ones are refused"),

    AUDIT_INTERVAL_S(
            "tapewire.audit.interval-s",
            60,
            1,
            3_600,
            "what repeats itself within this is told in the audit once, and at its end how often"),
    AUDIT_ACTS(
            "tapewire.audit.max-acts",
            300,
            1,
            100_000,
            "different acts that are told apart in that time; of further ones only the number is told"),
    AUDIT_REFUSALS("tapewire.audit.max-refusals", 30, 1, 100_000, "likewise, of different refusals");

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

    /** Whether something is refused or ended above it, which {@link Limits#refused} counts. All others are sizes and times. */
    public boolean refuses() {
        return Refusing.LIMITS.contains(this);
    }

    private static final class Refusing {
        static final Set<Limit> LIMITS = EnumSet.of(
                CHANNEL_MASKS,
                CHANNEL_MASKS_BYTES,
                CHANNELS,
                CHANNELS_OF_ONE,
                CHANNELS_AWAITED,
                CHANNELS_AWAITED_BY_ONE,
                CONNECTIONS,
                CONNECTIONS_OF_ONE,
                CONNECTIONS_OF_ADDRESS,
                HANDSHAKES,
                CONNECTION_MESSAGES_PER_S,
                CONNECTION_CHANNELS,
                CONNECTION_PATTERNS,
                CONNECTION_FETCHES,
                CONNECTION_SEARCHES_PER_MIN,
                CONNECTION_NOTICES,
                CONNECTION_REPLIES,
                MESSAGE_BYTES,
                MESSAGE_PARTS,
                MESSAGE_DEPTH,
                HISTORY_READERS,
                FILE_BYTES,
                FILE_UPLOADS,
                FILE_READERS,
                FETCHES,
                UNFINISHED_FILES,
                UNFINISHED_FILES_BYTES,
                UPLOAD_AFTER_EXPIRY_S,
                UNREAD_BODY_S,
                PUBLISH_BYTES_PER_S,
                PUBLISH_REQUESTS_PER_S,
                INFLATED_BYTES,
                INFLATED_RATIO,
                IDEMPOTENCY_KEYS,
                MASK_BYTES,
                MASKS,
                MASKS_BYTES,
                MASKS_OF_ONE,
                MASKS_BYTES_OF_ONE,
                SEARCHES,
                SESSIONS,
                SESSIONS_OF_ONE,
                TICKETS,
                TICKETS_OF_ONE,
                FORMS,
                FORM_S,
                SIGN_INS,
                SIGN_INS_OF_ADDRESS,
                OIDC_REQUESTS,
                JWT_ENTRIES,
                FAILED_TOKENS_PER_MIN,
                REVOCATIONS);
    }
}

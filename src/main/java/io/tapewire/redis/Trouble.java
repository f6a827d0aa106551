package io.tapewire.redis;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Why Redis does not do what it is asked for, in words for whoever runs the server. */
enum Trouble {
    NONE(Reach.ALL, "", fault -> false),

    UNKNOWN_HOST(Reach.NOTHING, "its host is not known", fault -> fault instanceof UnknownHostException),
    REFUSED(Reach.NOTHING, "nobody answers there", fault -> fault instanceof ConnectException),
    UNTRUSTED(
            Reach.NOTHING,
            "its TLS certificate is not trusted: add its issuer to the trust store of this server's Java, and check the host's name",
            fault -> fault instanceof SSLException
                    && says(fault, "certificate", "PKIX", "trust", "subject alternative")),
    NO_TLS(
            Reach.NOTHING,
            "TLS fails there: use redis:// if it does not speak TLS",
            fault -> fault instanceof SSLException),
    SILENT(
            Reach.NOTHING,
            "it has not answered within tapewire.redis.timeout-ms",
            fault -> fault instanceof SocketTimeoutException),
    PROTECTED(
            Reach.NOTHING,
            "it is in protected mode, and takes nobody from another machine: give it a password",
            fault -> says(fault, "protected mode")),
    NO_REDIS(
            Reach.NOTHING,
            "what answers there is not a Redis, or wants TLS (rediss://)",
            fault -> says(fault, "Unknown reply")),
    PASSWORD(
            Reach.NOTHING,
            "the user or the password of tapewire.redis.uri is wrong",
            fault -> begins(fault, "WRONGPASS") || says(fault, "AUTH <password>")),
    NO_PASSWORD(Reach.NOTHING, "it wants a password in tapewire.redis.uri", fault -> begins(fault, "NOAUTH")),
    CLIENTS(
            Reach.NOTHING,
            "it has as many clients as its maxclients allows",
            fault -> says(fault, "max number of clients")),
    LOADING(Reach.NOTHING, "it has started, and still reads its data", fault -> begins(fault, "LOADING")),
    CLUSTER(
            Reach.NOTHING,
            "it belongs to a Redis Cluster, which is not supported: give the address of a Redis that has everything",
            fault -> begins(fault, "MOVED ", "ASK ", "CROSSSLOT", "CLUSTERDOWN")),
    STUCK(Reach.NOTHING, "a script that is not of this server keeps it busy", fault -> begins(fault, "BUSY ")),
    CUT(
            Reach.NOTHING,
            "it has closed the connection; if it wants TLS, the address begins with rediss://",
            fault -> fault instanceof JedisConnectionException && fault.getCause() == null),
    LOST(Reach.NOTHING, "the connection is broken", fault -> fault instanceof JedisConnectionException),

    MEMORY(
            Reach.READING,
            "its memory is full: raise its maxmemory, or lower tapewire.redis.channel-max-bytes",
            fault -> begins(fault, "OOM ")),
    REPLICA(
            Reach.READING,
            "it is a replica, which takes nothing: give the address of the master, or of a proxy that leads to it",
            fault -> begins(fault, "READONLY", "MASTERDOWN")),
    REPLICAS(
            Reach.READING,
            "too few of its replicas are there (tapewire.redis.min-replicas, or its min-replicas-to-write)",
            fault -> begins(fault, "NOREPLICAS")),
    DISK(
            Reach.READING,
            "it cannot write its disk, and so takes nothing (its stop-writes-on-bgsave-error, or its appendonly file)",
            fault -> begins(fault, "MISCONF")),
    PERMISSION(
            Reach.READING,
            "its user may not do what is needed, see docs/scaling.md",
            fault -> begins(fault, "NOPERM") || says(fault, "ACL failure", "executing the script can't")),

    /** A request that is wrong says nothing of the others. */
    OTHER(Reach.ALL, "", fault -> true);

    /** What can still be asked for. */
    private enum Reach {
        ALL,
        READING,
        NOTHING
    }

    /** A chain of causes may be a cycle. */
    private static final int MOST = 20;

    private final Reach reach;
    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // none of the tests has a state
    private final Predicate<Throwable> test;

    Trouble(Reach reach, String words, Predicate<Throwable> test) {
        this.reach = reach;
        this.words = words;
        this.test = test;
    }

    static Trouble of(Throwable failure) {
        List<Throwable> faults = new ArrayList<>();
        add(failure, faults);
        return Arrays.stream(values())
                .filter(each -> faults.stream().anyMatch(each.test))
                .findFirst()
                .orElse(OTHER);
    }

    /** Adds a fault and what has led to it: for each address of a host that cannot be reached, one is suppressed. */
    private static void add(Throwable fault, List<Throwable> faults) {
        if (fault != null && faults.size() < MOST) {
            faults.add(fault);
            add(fault.getCause(), faults);
            for (Throwable each : fault.getSuppressed()) {
                add(each, faults);
            }
        }
    }

    private static boolean begins(Throwable fault, String... codes) {
        String message = String.valueOf(fault.getMessage());
        return Arrays.stream(codes).anyMatch(message::startsWith);
    }

    private static boolean says(Throwable fault, String... words) {
        String message = String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT);
        return Arrays.stream(words).anyMatch(each -> message.contains(each.toLowerCase(Locale.ROOT)));
    }

    /** Whether nothing can be asked for. */
    boolean isSilence() {
        return reach == Reach.NOTHING;
    }

    /** Whether only the connection may be to blame. */
    boolean isOfConnection() {
        return this == CUT || this == LOST;
    }

    /** Whether nothing can be changed. */
    boolean isRefusal() {
        return reach != Reach.ALL;
    }

    String words() {
        return words;
    }
}

package io.tapewire.access;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.FaultLog;
import io.tapewire.shared.SharedTexts;
import io.tapewire.shared.Sharing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The tokens and people that an administrator has revoked, and everything that goes on by their permission, so that it
 * can be ended at once. Any thread.
 *
 * <p>They are kept in memory, until they are lifted, their own end has come, or the server ends. Servers that share a store
 * share them, too.
 */
@ApplicationScoped
public class Revocations {
    private static final FaultLog FAULTS = FaultLog.of(Revocations.class);

    private final Map<Revoked, Revocation> revocations = new ConcurrentHashMap<>();
    /** Those of which the other servers do not know yet, because the store has not answered. */
    private final Set<Revoked> untold = ConcurrentHashMap.newKeySet();

    private final Set<Use> uses = ConcurrentHashMap.newKeySet();
    private final Limits limits;
    private final SharedTexts shared;
    private final InstantSource clock;
    private volatile Consumer<Caller> lastUse = caller -> {};
    private volatile Predicate<String> openSessions = session -> true;

    @Inject
    Revocations(Limits limits, Sharing sharing) {
        this(limits, sharing.texts("revocations"), InstantSource.system());
        if (shared != SharedTexts.NONE) {
            takeOver();
        }
        shared.onChange(this::takeOver, this::tellAgain);
    }

    public Revocations(Limits limits, InstantSource clock) {
        this(limits, SharedTexts.NONE, clock);
    }

    private Revocations(Limits limits, SharedTexts shared, InstantSource clock) {
        this.limits = limits;
        this.shared = shared;
        this.clock = clock;
    }

    /** Only for the container's proxy. */
    protected Revocations() {
        this.limits = null;
        this.shared = null;
        this.clock = null;
    }

    /** Other servers may have revoked or lifted something. */
    private void takeOver() {
        List.copyOf(untold).forEach(this::tell);
        synchronized (this) {
            Map<Revoked, Revocation> theirs = new HashMap<>();
            shared.all().forEach((name, text) -> {
                Revocation revocation = RevocationText.read(name, text);
                if (revocation.hasEnded(clock.instant())) {
                    shared.remove(name);
                } else {
                    theirs.put(revocation.revoked(), revocation);
                }
            });
            revocations.keySet().removeIf(each -> !theirs.containsKey(each) && !untold.contains(each));
            revocations.putAll(theirs);
        }
        endRevoked();
    }

    /** What the servers share was lost: it is what they remember. */
    private void tellAgain() {
        untold.addAll(revocations.keySet());
        takeOver();
    }

    private void tell(Revoked revoked) {
        Revocation revocation = revocations.get(revoked);
        if (revocation != null) {
            shared.put(RevocationText.nameOf(revoked), RevocationText.of(revocation));
        }
        synchronized (this) {
            untold.remove(revoked);
        }
    }

    /** Something that goes on by somebody's permission, such as a connection or an upload. */
    public final class Use implements AutoCloseable {
        private final Caller caller;
        private final Consumer<Ending> stop;

        private Use(Caller caller, Consumer<Ending> stop) {
            this.caller = caller;
            this.stop = stop;
        }

        /** It has ended. */
        @Override
        public void close() {
            uses.remove(this);
            lastUse.accept(caller);
        }

        private boolean stopIfRevoked() {
            return isRevoked(caller) && stop(Ending.REVOKED);
        }

        private boolean stop(Ending ending) {
            if (!uses.remove(this)) {
                return false;
            }
            FAULTS.attempt("Cannot end what goes on by somebody's permission", () -> stop.accept(ending));
            return true;
        }
    }

    /**
     * Something begins by this caller's permission.
     *
     * @param stop called at most once, by any thread, if the use must end before it is closed. It is called at once if
     *     the permission is already revoked, or if the session has ended since the request was let in
     */
    public Use begin(Caller caller, Consumer<Ending> stop) {
        Use use = new Use(caller, stop);
        if (!caller.isAdministrator()) {
            // added first: what ends it in between finds it, and what came before is found here
            uses.add(use);
            if (caller.session() != null && !openSessions.test(caller.session())) {
                use.stop(Ending.SIGNED_OUT);
            }
            use.stopIfRevoked();
        }
        return use;
    }

    /**
     * Revokes a token or everything of a person, and ends what goes on by it.
     *
     * @param until when the revocation ends, or {@code null} for never
     * @return how many connections and uploads it has ended, or nothing if there are as many revocations as allowed
     * @throws io.tapewire.event.StoreUnavailable if it holds on this server, and the others are told when the store answers
     */
    public Optional<Integer> revoke(Revoked revoked, Instant until) {
        synchronized (this) {
            dropEnded();
            if (revocations.size() >= limits.of(Limit.REVOCATIONS) && !revocations.containsKey(revoked)) {
                limits.refused(Limit.REVOCATIONS);
                return Optional.empty();
            }
            revocations.put(revoked, new Revocation(revoked, clock.instant(), until));
            untold.add(revoked);
        }
        int ended = endRevoked();
        // afterwards, so that it holds here even if the others can only be told later
        tell(revoked);
        return Optional.of(ended);
    }

    private int endRevoked() {
        int ended = 0;
        for (Use use : uses) {
            ended += use.stopIfRevoked() ? 1 : 0;
        }
        return ended;
    }

    /**
     * Ends the connections and uploads of somebody who has signed out of the application. To be called by the
     * application, once its own session has ended, because nothing else tells us that. They may sign in and come back.
     *
     * @param name the name of the caller principal
     * @return how many connections and uploads it has ended
     */
    public int signedOut(String name) {
        int ended = 0;
        for (Use use : uses) {
            boolean theirs = use.caller.kind() == Caller.Kind.APPLICATION
                    && use.caller.getName().equals(name);
            ended += theirs && use.stop(Ending.SIGNED_OUT) ? 1 : 0;
        }
        return ended;
    }

    /**
     * Ends the connections and uploads of a browser's session that has ended.
     *
     * @param session as in {@link Caller#session}
     */
    public void sessionEnded(String session) {
        uses.forEach(use -> {
            if (session.equals(use.caller.session())) {
                use.stop(Ending.SIGNED_OUT);
            }
        });
    }

    /** The sessions of which a connection or an upload is open. */
    public Set<String> sessionsInUse() {
        return uses.stream()
                .map(use -> use.caller.session())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** Asks this, on any thread, whether a session goes on when something begins in it. */
    public void askForSessions(Predicate<String> isOpen) {
        openSessions = isOpen;
    }

    /** Calls this whenever a connection or an upload has ended, on any thread. */
    public void whenUseEnds(Consumer<Caller> listener) {
        lastUse = listener;
    }

    /** Lifts a revocation. Returns false if there is none. */
    public boolean lift(Revoked revoked) {
        if (!revocations.containsKey(revoked)) {
            return false;
        }
        // first, because otherwise the others would tell it again
        shared.remove(RevocationText.nameOf(revoked));
        synchronized (this) {
            untold.remove(revoked);
            revocations.remove(revoked);
        }
        return true;
    }

    /** All revocations, the oldest first. */
    public List<Revocation> all() {
        dropEnded();
        return revocations.values().stream()
                .sorted(Comparator.comparing(Revocation::since))
                .toList();
    }

    /** Whether the caller's token or everything of theirs is revoked. */
    public boolean isRevoked(Caller caller) {
        return !caller.isAdministrator()
                && !revocations.isEmpty()
                && (holds(Revoked.Kind.JTI, caller.tokenId()) || holds(Revoked.Kind.SUB, caller.name()));
    }

    private boolean holds(Revoked.Kind kind, String value) {
        Revocation revocation = value == null ? null : revocations.get(new Revoked(kind, value));
        return revocation != null && !revocation.hasEnded(clock.instant());
    }

    private void dropEnded() {
        Instant now = clock.instant();
        revocations.values().removeIf(revocation -> revocation.hasEnded(now));
    }
}

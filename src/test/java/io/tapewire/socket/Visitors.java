package io.tapewire.socket;

import io.tapewire.access.Access;
import io.tapewire.access.Caller;
import io.tapewire.access.Revocations;
import io.tapewire.audit.Audit;
import io.tapewire.channel.Senders;
import io.tapewire.channel.Subscriber;
import io.tapewire.config.Limits;
import io.tapewire.directory.Directory;
import io.tapewire.fetch.Fetchers;
import io.tapewire.fetch.Fetches;
import io.tapewire.security.Budget;
import io.tapewire.security.Visitor;
import io.tapewire.token.BadToken;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes what an endpoint needs to know of those who connect, without a container. */
final class Visitors {
    private static final Directory NO_CHANNELS = new Directory(List::of, Limits.STANDARD, InstantSource.system());

    private static final Audit SILENT = new Audit(null, null, Limits.STANDARD, false, (delay, work) -> {});

    private Visitors() {}

    static Parts parts(Senders senders, Closers closers) {
        return parts(senders, closers, new Revocations(Limits.STANDARD, InstantSource.system()), Map.of());
    }

    /** @param tokens the good ones, and who has each */
    static Parts parts(Senders senders, Closers closers, Revocations revocations, Map<String, Caller> tokens) {
        return parts(senders, closers, revocations, tokens, Limits.STANDARD);
    }

    static Parts parts(
            Senders senders, Closers closers, Revocations revocations, Map<String, Caller> tokens, Limits limits) {
        return new Parts(
                senders,
                NO_CHANNELS,
                limits,
                new FrameDeflater(),
                closers,
                Access.byTokens(),
                revocations,
                (token, network) -> {
                    if (!tokens.containsKey(token)) {
                        throw new BadToken("the token is not valid");
                    }
                    return tokens.get(token);
                },
                new ConnectionQuota(limits),
                new Fetchers(Optional.empty(), limits),
                SILENT);
    }

    static Requests requests(Subscriber subscriber, Caller caller) {
        return requests(subscriber, caller, budget(100));
    }

    static Requests requests(Subscriber subscriber, Caller caller, Budget searches) {
        return requests(subscriber, caller, searches, NO_CHANNELS);
    }

    static Requests requests(Subscriber subscriber, Caller caller, Budget searches, Directory directory) {
        Pass pass = new Pass(subscriber, parts(null, null), at(caller));
        Fetchers noFiles = new Fetchers(Optional.empty(), Limits.STANDARD);
        return new Requests(
                subscriber,
                pass,
                Limits.STANDARD,
                searches,
                new ListView(directory, subscriber, pass),
                new FileRequests(subscriber, pass, new Fetches(subscriber, noFiles, Limits.STANDARD), true));
    }

    /** One that never fills up again. */
    static Budget budget(long most) {
        return new Budget(most, 1, () -> 0);
    }

    static Visitor at(Caller caller) {
        return new Visitor(caller, "192.0.2.1", "192.0.2.1");
    }
}

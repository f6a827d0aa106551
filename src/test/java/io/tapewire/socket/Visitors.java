package io.tapewire.socket;

import io.tapewire.access.Access;
import io.tapewire.access.Caller;
import io.tapewire.access.Revocations;
import io.tapewire.channel.Senders;
import io.tapewire.channel.Subscriber;
import io.tapewire.config.Limits;
import io.tapewire.token.BadToken;
import java.time.InstantSource;
import java.util.Map;

/** Makes what an endpoint needs to know of those who connect, without a container. */
final class Visitors {
    private Visitors() {}

    static Parts parts(Senders senders, Closers closers) {
        return parts(senders, closers, new Revocations(Limits.STANDARD, InstantSource.system()), Map.of());
    }

    /** @param tokens the good ones, and who has each */
    static Parts parts(Senders senders, Closers closers, Revocations revocations, Map<String, Caller> tokens) {
        return new Parts(senders, Limits.STANDARD, closers, Access.byTokens(), revocations, token -> {
            if (!tokens.containsKey(token)) {
                throw new BadToken("the token is not valid");
            }
            return tokens.get(token);
        });
    }

    static Requests requests(Subscriber subscriber, Caller caller) {
        return requests(subscriber, caller, new Budget(100, System::nanoTime));
    }

    static Requests requests(Subscriber subscriber, Caller caller, Budget searches) {
        return new Requests(subscriber, new Pass(subscriber, parts(null, null), caller), Limits.STANDARD, searches);
    }
}

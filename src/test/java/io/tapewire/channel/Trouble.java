package io.tapewire.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** What goes wrong with a connection at random: any exception, at any call. The order is the seed's. One thread. */
final class Trouble {
    /** When in a call something is thrown, if at all. */
    enum Moment {
        NEVER,
        /** Nobody will ever hear of the frame again. */
        BEFORE_THE_COMPLETION,
        /** The completion comes later, from another thread. */
        LONG_BEFORE_THE_COMPLETION,
        /** The container says that it went well, fails, says that it did not, and fails. */
        BETWEEN_TWO_COMPLETIONS,
        AFTER_IT_WENT_WELL,
        AFTER_IT_DID_NOT
    }

    private static final List<Supplier<Throwable>> KINDS = List.of(
            // what Tyrus throws when the socket has just gone
            () -> new RuntimeException("Socket is not connected."),
            () -> new IllegalStateException("closed"),
            () -> new IllegalArgumentException("closed"),
            () -> new RejectedExecutionException("shut down"),
            () -> new NullPointerException("a fault of the container's"),
            () -> new UncheckedIOException(new IOException("broken pipe")),
            // not declared, which keeps no container from it
            () -> new IOException("broken pipe"),
            // as OutOfMemoryError, at which JUnit would take its leave if the engine let it through
            () -> new InternalError("planted"),
            () -> new StackOverflowError("planted"),
            () -> new NoClassDefFoundError("planted"));

    private final Random random;
    private final double share;

    /** @param share of the calls that go wrong */
    Trouble(Random random, double share) {
        this.random = random;
        this.share = share;
    }

    static Trouble none() {
        return new Trouble(new Random(0), 0);
    }

    Moment moment() {
        return isDue() ? Moment.values()[1 + random.nextInt(Moment.values().length - 1)] : Moment.NEVER;
    }

    boolean isDue() {
        return share > 0 && random.nextDouble() < share;
    }

    boolean coin() {
        return random.nextBoolean();
    }

    /** Throws whatever comes to its mind. */
    <T extends Throwable> void strike() throws T {
        Throwable any = KINDS.get(random.nextInt(KINDS.size())).get();
        @SuppressWarnings("unchecked")
        T undeclared = (T) any;
        throw undeclared;
    }
}

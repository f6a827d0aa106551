package io.tapewire.security;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Wrong tokens by the address that has sent them, so that nobody can try many. Only requests that bring a token or a
 * ticket are refused for it: whoever has a session at the same address goes on. Any thread.
 */
@ApplicationScoped
public class FailedTokens {
    /** Addresses that are remembered; the one whose first wrong token is the oldest is forgotten for another. */
    private static final int MOST_ADDRESSES = 10_000;

    /** When it is worth trying again. */
    public static final int RETRY_S = 60;

    private final Remembered<String, Budget> byAddress = new Remembered<>(MOST_ADDRESSES, budget -> !budget.isUsed());
    private final Limits limits;
    private final LongSupplier nanoTime;

    @Inject
    FailedTokens(Limits limits) {
        this(limits, System::nanoTime);
    }

    FailedTokens(Limits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /** Only for the container's proxy. */
    protected FailedTokens() {
        this.limits = null;
        this.nanoTime = null;
    }

    /** A token from this address was wrong. */
    synchronized void add(String address) {
        byAddress.of(address, this::budget).take();
    }

    private Budget budget() {
        return new Budget(limits.of(Limit.FAILED_TOKENS_PER_MIN), TimeUnit.MINUTES.toNanos(1), nanoTime);
    }

    /** Whether so many tokens from this address were wrong that no further one is looked at. If so, it is refused. */
    synchronized boolean areTooMany(String address) {
        boolean tooMany = byAddress.find(address).map(Budget::isSpent).orElse(false);
        if (tooMany) {
            limits.refused(Limit.FAILED_TOKENS_PER_MIN);
        }
        return tooMany;
    }
}

package io.tapewire.token;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetSourceWrapper;
import com.nimbusds.jose.proc.SecurityContext;
import java.lang.System.Logger;

/** Reads a key set, and remembers whether that works. The log tells when it fails and when it works again. Any thread. */
final class KeySetReads extends JWKSetSourceWrapper<SecurityContext> {
    private static final Logger LOG = System.getLogger(KeySetReads.class.getName());

    private final String configurationKey;
    private State state = State.NOT_READ;

    private enum State {
        NOT_READ,
        READ,
        FAILED
    }

    KeySetReads(JWKSetSource<SecurityContext> source, String configurationKey) {
        super(source);
        this.configurationKey = configurationKey;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long time, SecurityContext context)
            throws KeySourceException {
        try {
            JWKSet set = getSource().getJWKSet(evaluator, time, context);
            remember(State.READ, null);
            return set;
        } catch (KeySourceException | RuntimeException failure) {
            remember(State.FAILED, failure);
            throw failure;
        }
    }

    /** Whether the set was never read, or could not be read the last time. */
    synchronized boolean areFailing() {
        return state != State.READ;
    }

    private synchronized void remember(State now, Exception failure) {
        if (now == State.FAILED && state != State.FAILED) {
            LOG.log(Logger.Level.WARNING, "The key set of " + configurationKey + " cannot be read", failure);
        } else if (now == State.READ && state == State.FAILED) {
            LOG.log(Logger.Level.INFO, "The key set of {0} can be read again", configurationKey);
        }
        state = now;
    }
}

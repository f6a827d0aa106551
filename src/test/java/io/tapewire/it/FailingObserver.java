package io.tapewire.it;

import io.tapewire.event.Notification;
import io.tapewire.event.TerminalOutput;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A part of an application that fails at whatever is published. Deployed by {@link FailingObserverIT}. */
@ApplicationScoped
public class FailingObserver {
    /** What is provoked on purpose is nothing to be read in the log; kept, or else the level would be forgotten. */
    private static final Logger LOG = Logger.getLogger("io.tapewire.ingest.Firing");

    static {
        LOG.setLevel(Level.OFF);
    }

    void on(@Observes @Priority(1) TerminalOutput output) {
        throw new IllegalStateException("fails at " + output.channel());
    }

    void on(@Observes @Priority(1) Notification notification) {
        throw new StackOverflowError("fails at " + notification.channel());
    }
}

package io.tapewire.serverlog;

import io.tapewire.channel.ChannelName;
import io.tapewire.channel.Channels;
import io.tapewire.fault.FaultLog;
import io.tapewire.mask.Masks;
import io.tapewire.protocol.RecordType;
import io.tapewire.protocol.Utf8Encoder;
import io.tapewire.security.AdministratorToken;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Publishes this server's log to the channel {@code server}, from the application's start on.
 *
 * <p>It appends directly and fires no event, because an observer that logs would call itself.
 */
@ApplicationScoped
public class ServerLog {
    private static final FaultLog FAULTS = FaultLog.of(ServerLog.class);

    @Inject
    private Channels channels;

    @Inject
    private Masks masks;

    @Inject
    private AdministratorToken token;

    private Handler handler;

    void begin(@Observes @Initialized(ApplicationScoped.class) Object started) {
        handler = new ToChannel(channels, masks, new LogLine(token.value()));
        Logger.getLogger("").addHandler(handler);
    }

    @PreDestroy
    void end() {
        Logger.getLogger("").removeHandler(handler);
    }

    static final class ToChannel extends Handler {
        private final Channels channels;
        private final Masks masks;
        private final ThreadLocal<Boolean> publishing = ThreadLocal.withInitial(() -> false);

        ToChannel(Channels channels, Masks masks, LogLine format) {
            this.channels = channels;
            this.masks = masks;
            setFormatter(format);
            setLevel(Level.INFO);
        }

        @Override
        public void publish(LogRecord log) {
            if (!isLoggable(log) || publishing.get()) {
                return;
            }
            publishing.set(true);
            try {
                String line = masks.text(ChannelName.SERVER_LOG, getFormatter().format(log));
                channels.append(ChannelName.SERVER_LOG, RecordType.OUTPUT, Utf8Encoder.encode(line));
            } catch (Throwable fault) {
                // goes only to the other handlers, because this one is publishing
                FAULTS.report("Cannot publish a line of the log to its channel", fault);
            } finally {
                publishing.remove();
            }
        }

        @Override
        public void flush() {
            // nothing is buffered
        }

        @Override
        public void close() {
            // nothing is held open
        }
    }
}

package io.tapewire.fault;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what is logged under a name, and from the console, for as long as it is open. Any thread. */
public final class CapturedLog extends Handler implements AutoCloseable {
    private final Logger logger;
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    private CapturedLog(Logger logger) {
        this.logger = logger;
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    /** What is ours. */
    public static CapturedLog ofTapewire() {
        return of("io.tapewire");
    }

    public static CapturedLog of(String name) {
        return new CapturedLog(Logger.getLogger(name));
    }

    /** What was logged as an error. */
    public List<String> errors() {
        return records.stream()
                .filter(record -> record.getLevel().equals(Level.SEVERE))
                .map(LogRecord::getMessage)
                .toList();
    }

    public List<LogRecord> records() {
        return List.copyOf(records);
    }

    @Override
    public void publish(LogRecord record) {
        records.add(record);
    }

    @Override
    public void flush() {
        // nothing waits here
    }

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}

package io.tapewire.serverlog;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/** Writes a log record as a line for a terminal: time, level in its colour, logger, message, stack trace. */
final class LogLine extends Formatter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]");
    private static final String DIM = "\033[2m";
    private static final String RED = "\033[31m";
    private static final String YELLOW = "\033[33m";
    private static final String GREEN = "\033[32m";
    private static final String PLAIN = "\033[0m";

    private final String secret;

    /** @param secret replaced wherever it appears in a line */
    LogLine(String secret) {
        this.secret = secret;
    }

    @Override
    public String format(LogRecord log) {
        StringBuilder line = new StringBuilder()
                .append(DIM)
                .append(TIME.format(log.getInstant()))
                .append(PLAIN)
                .append(' ')
                .append(colour(log.getLevel()))
                .append(String.format(Locale.ROOT, "%-7s", log.getLevel().getName()))
                .append(PLAIN)
                .append(' ')
                .append(DIM)
                .append(readable(shortName(log.getLoggerName())))
                .append(PLAIN)
                .append("  ")
                .append(readable(message(log)))
                .append('\n');
        if (log.getThrown() != null) {
            line.append(readable(trace(log.getThrown())));
        }
        return line.toString().replace(secret, "********");
    }

    /** The message with its parameters, or without them if formatting them fails. */
    private String message(LogRecord log) {
        try {
            return filledIn(log);
        } catch (Throwable failure) {
            return log.getMessage() + " (without its parameters: " + root(failure) + ")";
        }
    }

    private String filledIn(LogRecord log) throws ReflectiveOperationException {
        try {
            // WildFly's records may have printf formats, which only the records themselves can format
            return (String) log.getClass().getMethod("getFormattedMessage").invoke(log);
        } catch (NoSuchMethodException plainRecord) {
            return formatMessage(log);
        }
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        try {
            thrown.printStackTrace(new PrintWriter(trace));
            return trace.toString();
        } catch (Throwable failure) {
            return thrown.getClass().getName() + " (without its trace: " + root(failure) + ")\n";
        }
    }

    /** Only its class, because its message may fail again. */
    private static String root(Throwable failure) {
        return (failure instanceof InvocationTargetException call ? call.getCause() : failure)
                .getClass()
                .getName();
    }

    /**
     * Replaces all control characters except line feed and tab, because logged text may come from anyone and must not
     * control the terminal.
     */
    private static String readable(String text) {
        return CONTROLS.matcher(text).replaceAll("\ufffd");
    }

    private static String colour(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return RED;
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return YELLOW;
        }
        return level.intValue() >= Level.INFO.intValue() ? GREEN : DIM;
    }

    private static String shortName(String logger) {
        return logger == null ? "" : logger.substring(logger.lastIndexOf('.') + 1);
    }
}

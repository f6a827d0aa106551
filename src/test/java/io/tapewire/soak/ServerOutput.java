package io.tapewire.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Finds the server's warnings and errors among what it prints: both servers log to their console, and the adapters of both pass
 * that on to the standard output of the tests. Any thread.
 */
final class ServerOutput extends OutputStream {
    /** The level stands after the time on both servers. */
    private static final Pattern COMPLAINT = Pattern.compile(
            "(\\u001b\\[[\\d;]*m)*[\\d:,.]+ +(WARN|WARNING|ERROR|SEVERE|FATAL) .*|Exception in thread .*");

    /** What follows a complaint: the exception and its trace. */
    private static final Pattern TRACE =
            Pattern.compile("\\tat .*|Caused by: .*|[a-z]+(\\.\\w+)+(Exception|Error)(: .*)?");

    /**
     * Payara 6.2025.10 reports a broken connection to a request that it has already recycled. No code of ours is called, and no
     * other connection is affected.
     */
    private static final String OF_PAYARA_ALONE =
            "\"org.apache.catalina.Context.getLoader()\" because \"context\" is null";

    private static final int MOST = 200;

    private final PrintStream console;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private boolean complaining;

    private ServerOutput(PrintStream console) {
        this.console = console;
    }

    /** Listens from before the server is started. A parameter of the test. */
    static final class Extension implements BeforeAllCallback, ParameterResolver {
        private ServerOutput output;

        @Override
        public void beforeAll(ExtensionContext context) {
            output = new ServerOutput(System.out);
            System.setOut(new PrintStream(output, true, UTF_8));
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ServerOutput.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return output;
        }
    }

    /** The server's warnings and errors since the last call. */
    synchronized List<String> takeComplaints() {
        List<String> taken = complaints.stream()
                .filter(complaint -> !complaint.contains(OF_PAYARA_ALONE))
                .toList();
        complaints.clear();
        complaining = false;
        return taken;
    }

    @Override
    public synchronized void write(int next) {
        console.write(next);
        take(next);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        console.write(bytes, from, length);
        for (int i = from; i < from + length; i++) {
            take(bytes[i]);
        }
    }

    private void take(int next) {
        if (next != '\n') {
            line.write(next);
            return;
        }
        String text = line.toString(UTF_8).stripTrailing();
        line.reset();
        boolean continues = TRACE.matcher(text).matches();
        if (continues && complaining) {
            int last = complaints.size() - 1;
            complaints.set(last, complaints.get(last) + "\n" + text);
            return;
        }
        // a trace without a log line before it is a complaint as well
        complaining = complaints.size() < MOST
                && (continues || COMPLAINT.matcher(text).matches());
        if (complaining) {
            complaints.add(text);
        }
    }

    @Override
    public void flush() {
        console.flush();
    }
}

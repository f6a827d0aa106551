package io.tapewire.cli;

import io.tapewire.cli.file.FileUpload;
import io.tapewire.cli.program.Terminal;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A line on the terminal that says how far an upload is. Shows nothing if standard error is no terminal. One thread. */
final class Progress implements FileUpload.Listener, AutoCloseable {
    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final int MOST_NAME = 30;
    private static final int MOST_TROUBLE = 40;
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final String name;
    private final boolean shown;
    private final long begun = System.nanoTime();
    private long drawnNanos = begun - INTERVAL_NANOS;
    private String text = "";

    private Progress(String name, boolean shown) {
        this.name = name;
        this.shown = shown;
    }

    static Progress of(String name) throws InterruptedException {
        // what is in the name of a file must not reach the terminal
        String harmless = name.replaceAll("\\p{Cntrl}", "?");
        return new Progress(shorten(harmless, MOST_NAME), Terminal.isErrors());
    }

    @Override
    public void sent(long bytes, long of) {
        long now = System.nanoTime();
        if (now - drawnNanos >= INTERVAL_NANOS) {
            drawnNanos = now;
            text = text(bytes, of, now - begun);
            draw(text);
        }
    }

    private static String text(long bytes, long of, long nanos) {
        return String.format(
                Locale.ROOT,
                "%3d %%  %.1f of %.1f MB  %.1f MB/s",
                of == 0 ? 100 : 100 * bytes / of,
                bytes / 1e6,
                of / 1e6,
                bytes / 1e6 / (nanos / 1e9));
    }

    @Override
    public void waiting(String trouble) {
        draw(text + "  waiting: " + shorten(trouble, MOST_TROUBLE));
    }

    private void draw(String line) {
        if (shown) {
            System.err.print(CLEAR_LINE + name + "  " + line);
            System.err.flush();
        }
    }

    private static String shorten(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /** Takes the line away. */
    @Override
    public void close() {
        if (shown) {
            System.err.print(CLEAR_LINE);
            System.err.flush();
        }
    }
}

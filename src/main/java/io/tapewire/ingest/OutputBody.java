package io.tapewire.ingest;

import io.tapewire.event.OutputType;
import io.tapewire.event.TerminalOutput;
import java.util.function.Consumer;

/** A body of raw output. Fires it as it arrives. */
final class OutputBody implements Body {
    private final String channel;
    private final OutputType type;
    private final BodyRun run;
    private final Consumer<TerminalOutput> events;
    private final Utf8 utf8 = new Utf8();
    private boolean over;

    OutputBody(String channel, OutputType type, BodyRun run, Consumer<TerminalOutput> events) {
        this.channel = channel;
        this.type = type;
        this.run = run;
        this.events = events;
    }

    @Override
    public void take(byte[] bytes, int length) {
        fire(utf8.decode(bytes, length));
        run.received(length);
    }

    @Override
    public void end() {
        fireRest();
        over = true;
        run.finish();
    }

    @Override
    public void breakOff() {
        if (over) {
            return;
        }
        over = true;
        try {
            fireRest();
        } finally {
            run.interrupt();
        }
    }

    /** A character that is cut was counted with the bytes before. */
    private void fireRest() {
        fire(utf8.end());
        run.received(0);
    }

    private void fire(String text) {
        if (!text.isEmpty()) {
            run.expect(utf8.decoding());
            events.accept(new TerminalOutput(channel, text, type, run.name()));
        }
    }
}

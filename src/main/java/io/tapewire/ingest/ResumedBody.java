package io.tapewire.ingest;

import io.tapewire.event.OutputType;
import io.tapewire.event.TerminalOutput;
import io.tapewire.http.Rejected;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A body of output that continues a run at a certain byte. What the server has received before is skipped. The body may
 * end or break off anywhere, also within a character: the next one continues there. One thread at a time.
 */
final class ResumedBody implements Body {
    private final String channel;
    private final OutputType type;
    private final BodyRun run;
    private final Consumer<TerminalOutput> events;
    private final Uploads uploads;
    private final Upload upload;
    private final Utf8 utf8;
    /** Bytes of the run that the server had when this body began. */
    private final long known;
    /** Bytes of the run before the next one, as the producer counts. */
    private long position;

    private boolean wrote;

    /**
     * Replaces older uploads of the run.
     *
     * @param from bytes of the run before this body, as its producer counts; not more than the server has received
     */
    ResumedBody(
            String channel, OutputType type, BodyRun run, long from, Consumer<TerminalOutput> events, Uploads uploads) {
        this.channel = channel;
        this.type = type;
        this.run = run;
        this.events = events;
        this.uploads = uploads;
        this.position = from;
        this.upload = uploads.begin(channel, run.name());
        run.refresh();
        // the older ones have stopped, so these two belong together
        this.known = run.received();
        this.utf8 = new Utf8(run.cutCharacter());
    }

    @Override
    public void begin(Consumer<Rejected> stop) {
        upload.onReplaced(stop);
    }

    @Override
    public boolean resumes() {
        return true;
    }

    @Override
    public void take(byte[] bytes, int length) {
        upload.write(() -> skipOrPublish(bytes, length));
    }

    private void skipOrPublish(byte[] bytes, int length) {
        int skipped = (int) Math.max(0, Math.min(length, known - position));
        position += skipped;
        if (skipped == length) {
            // the producer is not silent
            run.received(0);
        } else {
            publish(skipped == 0 ? bytes : Arrays.copyOfRange(bytes, skipped, length), length - skipped);
        }
    }

    private void publish(byte[] bytes, int length) {
        run.requireReceived(position);
        String text = utf8.decode(bytes, length);
        run.expectCounted(utf8.decoding());
        if (!text.isEmpty()) {
            events.accept(new TerminalOutput(channel, text, type, run.name()));
        }
        run.received(length, utf8.cut());
        position += length;
        wrote = true;
    }

    @Override
    public void end() {
        uploads.end(channel, run.name(), upload);
        if (wrote) {
            run.finish();
        }
    }

    @Override
    public void breakOff() {
        boolean latest = uploads.end(channel, run.name(), upload);
        if (latest && wrote) {
            run.cutOff();
            run.interrupt();
        }
    }
}

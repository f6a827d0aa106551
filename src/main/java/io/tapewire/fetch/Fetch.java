package io.tapewire.fetch;

import io.tapewire.channel.Transfer;
import io.tapewire.fault.FaultLog;
import io.tapewire.file.PublishedFile;
import io.tapewire.log.Frame;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.MessageType;
import io.tapewire.protocol.Providers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.function.Consumer;

/**
 * A file on its way to a client: its pieces, then one message that says how it ended. One piece at most is read ahead, and
 * none that the client's window has no room for.
 *
 * <p>Thread-safe: the sender takes the frames, threads of {@link Fetchers} read, and requests of the client acknowledge and
 * end it.
 */
final class Fetch implements Transfer {
    private static final FaultLog FAULTS = FaultLog.of(Fetch.class);

    /** The first byte of a piece. */
    private static final byte PIECE = 1;

    private static final int HEAD_BYTES = 1 + Integer.BYTES + Long.BYTES;
    /** What is read at once, so that a piece has at most 64 KiB with its head. Output waits for one piece. */
    private static final int MOST_BYTES = (1 << 16) - HEAD_BYTES;

    private final FetchRequest request;
    private final PublishedFile file;
    private final Fetchers fetchers;
    private final Consumer<Transfer> ready;
    private final Consumer<Fetch> over;
    private final int pieceBytes;

    private long readTo;
    private long sentTo;
    private long shownTo;
    private boolean reading;
    private Frame piece;
    /** How it ended, as soon as that is known. */
    private Frame end;

    private boolean ended;
    private long usedNanos;

    /**
     * @param ready called when there is something to send
     * @param over called when the last frame was taken
     */
    Fetch(FetchRequest request, PublishedFile file, Fetchers fetchers, Consumer<Transfer> ready, Consumer<Fetch> over) {
        this.request = request;
        this.file = file;
        this.fetchers = fetchers;
        this.ready = ready;
        this.over = over;
        this.readTo = request.from();
        this.sentTo = readTo;
        this.shownTo = readTo;
        // half of the window, so that it is not exhausted while an acknowledgement is on its way
        this.pieceBytes = request.window() == 0 ? MOST_BYTES : Math.max(1, Math.min(MOST_BYTES, request.window() / 2));
        this.usedNanos = System.nanoTime();
    }

    FetchRequest request() {
        return request;
    }

    synchronized void begin() {
        goOn();
        if (end != null) {
            ready.accept(this);
        }
    }

    /** Reads the next piece if there is room for it, or ends after the last one. */
    private void goOn() {
        if (isOver() || reading || piece != null) {
            return;
        }
        long position = readTo;
        int length = (int) Math.min(pieceBytes, file.bytes() - position);
        if (length == 0) {
            end = fetched();
        } else if (request.window() == 0 || sentTo - shownTo + length <= request.window()) {
            reading = fetchers.execute(() -> read(position, length));
        }
    }

    private void read(long position, int length) {
        byte[] bytes = new byte[HEAD_BYTES + length];
        ByteBuffer.wrap(bytes).put(PIECE).putInt((int) request.number()).putLong(position);
        try {
            fetchers.read(file, position, bytes, HEAD_BYTES);
        } catch (NoSuchFileException removed) {
            breakOff("unknown_file", "the file was removed");
            return;
        } catch (IOException | RuntimeException | Error failure) {
            FAULTS.report("Cannot read a published file", failure);
            breakOff("not_readable", "the file cannot be read");
            return;
        }
        synchronized (this) {
            reading = false;
            if (isOver()) {
                return;
            }
            piece = Frame.reply(bytes);
            readTo = position + length;
        }
        ready.accept(this);
    }

    @Override
    public synchronized Frame next() {
        Frame next = piece;
        if (next != null) {
            piece = null;
            sentTo = readTo;
            usedNanos = System.nanoTime();
            goOn();
            return next;
        }
        if (end == null || ended) {
            return null;
        }
        ended = true;
        over.accept(this);
        return end;
    }

    private Frame fetched() {
        return fetchers.frame(request.answer(Envelope.of(MessageType.FETCHED))
                .with(Providers.JSON
                        .createObjectBuilder()
                        .add("file", file.id())
                        .add("bytes", file.bytes())
                        .add("sha256", file.sha256())
                        .build()));
    }

    /** The client has taken everything before this position. */
    synchronized void acknowledged(long position) {
        shownTo = Math.max(shownTo, Math.min(position, sentTo));
        usedNanos = System.nanoTime();
        goOn();
    }

    /** Ends it before its last piece, and tells the client why. */
    void breakOff(String code, String message) {
        synchronized (this) {
            if (isOver()) {
                return;
            }
            piece = null;
            end = fetchers.frame(request.refusal(code, message));
        }
        ready.accept(this);
    }

    /** Ends it without a word, because the connection is gone. */
    synchronized void abandon() {
        piece = null;
        ended = true;
    }

    private boolean isOver() {
        return end != null || ended;
    }

    /** Whether the client has taken nothing for so long. */
    synchronized boolean isSilentFor(long nanos, long now) {
        return now - usedNanos > nanos;
    }
}

package io.tapewire.ingest;

import io.tapewire.fault.FaultLog;
import io.tapewire.file.FileArchive;
import io.tapewire.file.FileRefused;
import io.tapewire.file.FileRefused.Reason;
import io.tapewire.file.PartialFile;
import io.tapewire.http.Rejected;
import java.io.IOException;
import java.util.function.Consumer;

/** A body that is a file, or a part of one. One thread at a time, except for {@link #stop}. */
final class FileBody implements Body {
    private static final FaultLog FAULTS = FaultLog.of(FileBody.class);

    private final FileArchive archive;
    private final PartialFile file;
    private final long offset;
    private final boolean keeps;
    private final Runnable whole;
    private PartialFile.Appending appending;
    private boolean published;
    private volatile Consumer<Rejected> stop = reason -> {};
    private volatile Rejected refusal;

    /**
     * @param offset where in the file it begins
     * @param keeps whether the upload can be continued after it has broken off
     * @param whole called at the end, when nobody appends any more
     */
    FileBody(FileArchive archive, PartialFile file, long offset, boolean keeps, Runnable whole) {
        this.archive = archive;
        this.file = file;
        this.offset = offset;
        this.keeps = keeps;
        this.whole = whole;
    }

    /** @throws Rejected if nothing can be appended to the file */
    void open() throws IOException {
        try {
            appending = file.append(offset, this::stop);
        } catch (FileRefused refused) {
            throw refused.reason() == Reason.OTHER_OFFSET
                    ? Rejected.wrongOffset(refused.getMessage(), file.bytes())
                    : FileRefusals.of(refused);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw FileRefusals.ended();
        }
    }

    private void stop() {
        refusal = FileRefusals.ended();
        stop.accept(refusal);
    }

    @Override
    public void begin(Consumer<Rejected> reader) {
        stop = reader;
        if (refusal != null) {
            reader.accept(refusal);
        }
    }

    @Override
    public void take(byte[] bytes, int length) {
        if (refusal != null) {
            throw refusal;
        }
        try {
            appending.write(bytes, length);
        } catch (FileRefused refused) {
            if (refused.reason() == Reason.NOT_STORED) {
                // what is there would only keep the disk full
                close();
                archive.delete(file);
            }
            throw FileRefusals.of(refused);
        }
    }

    @Override
    public void end() {
        close();
        try {
            whole.run();
            published = true;
        } catch (FileRefused refused) {
            throw FileRefusals.of(refused);
        }
    }

    @Override
    public void breakOff() {
        close();
        if (!keeps && !published) {
            archive.delete(file);
        }
    }

    private void close() {
        PartialFile.Appending closing = appending;
        appending = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (IOException e) {
                FAULTS.report("Cannot close a file that was uploaded", e);
            }
        }
    }
}

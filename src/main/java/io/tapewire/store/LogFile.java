package io.tapewire.store;

import io.tapewire.log.Excerpt;
import io.tapewire.log.ExcerptCodec;
import io.tapewire.protocol.RecordEncoder;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of a channel: a header, then records and snapshots in blocks. It is named by its first offset and by the bytes
 * of the log before that.
 *
 * <p>Any thread reads; {@link #grew} is called by the thread that writes.
 */
final class LogFile {
    private static final Pattern NAME = Pattern.compile("([0-9]{19})-([0-9]{19})\\.log");

    private final Disk disk;
    private final Path path;
    private final long first;
    private final long begin;
    /** Bytes that are known to be whole blocks. */
    private volatile long length;

    private SoftReference<FileIndex> index = new SoftReference<>(null);

    LogFile(Disk disk, Path path, long first, long begin, long length) {
        this.disk = disk;
        this.path = path;
        this.first = first;
        this.begin = begin;
        this.length = length;
    }

    /** The file with this name, or nothing if it is none of ours. */
    static Optional<LogFile> find(Disk disk, Path folder, String name) throws IOException {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Path path = folder.resolve(name);
        return Optional.of(new LogFile(
                disk, path, Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), disk.length(path)));
    }

    /** A new file that begins with this record. Nothing is written yet. */
    static LogFile create(Disk disk, Path folder, long first, long begin) {
        String name = String.format(Locale.ROOT, "%019d-%019d.log", first, begin);
        LogFile file = new LogFile(disk, folder.resolve(name), first, begin, 0);
        file.index = new SoftReference<>(new FileIndex());
        return file;
    }

    Path path() {
        return path;
    }

    long first() {
        return first;
    }

    /** Bytes of the log before its first record. */
    long begin() {
        return begin;
    }

    long length() {
        return length;
    }

    /** Blocks were appended, which may be read now. */
    void grew(long to) {
        length = to;
    }

    /** Notes where a block of records stands that is being written. */
    void note(Excerpt excerpt, long position) {
        FileIndex known = index.get();
        if (known != null) {
            known.add(excerpt.first(), excerpt.begin(), position);
        }
    }

    private synchronized FileIndex index() throws IOException {
        FileIndex known = index.get();
        if (known == null) {
            known = FileIndex.of(disk, path, length);
            index = new SoftReference<>(known);
        }
        return known;
    }

    /** See {@link io.tapewire.log.Store#read}. */
    Excerpt read(long offset, int most, RecordEncoder encoder) throws IOException {
        BlockReader reader = new BlockReader(disk, path, index().positionOf(offset), length);
        Excerpt found = null;
        List<Excerpt> more = new ArrayList<>();
        long next = offset;
        long bytes = 0;
        for (ByteBuffer body = reader.next(); body != null; body = reader.next()) {
            if (Block.kindOf(body) != Block.Kind.RECORDS
                    || ExcerptCodec.firstOf(body) + ExcerptCodec.countOf(body) <= offset) {
                continue;
            }
            if (found != null && (ExcerptCodec.firstOf(body) != next || bytes + body.remaining() > most)) {
                break;
            }
            Excerpt excerpt = ExcerptCodec.read(body, encoder);
            if (found == null) {
                found = excerpt;
            } else if (excerpt.type() == found.type() && excerpt.type().isOutput()) {
                more.add(excerpt);
            } else {
                break;
            }
            bytes += excerpt.end() - excerpt.begin();
            next = excerpt.last() + 1;
        }
        return found == null ? null : found.with(more);
    }

    /** An offset in this file such that about the bytes of the log from {@code wanted} on follow it. */
    long offsetNear(long wanted) throws IOException {
        return index().offsetNear(wanted, first);
    }
}

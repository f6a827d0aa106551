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
    private static final int DIGITS = 19;
    private static final Pattern NAME = Pattern.compile("([0-9]{19})-([0-9]{19})\\.log");

    private final Disk disk;
    private final Path folder;
    private final long first;
    private final long begin;
    /** Bytes that are known to be whole blocks. */
    private volatile long length;

    /** Made when somebody reads in the file, because there may be thousands of them. */
    private SoftReference<FileIndex> index;

    private LogFile(Disk disk, Path folder, long first, long begin, long length) {
        this.disk = disk;
        this.folder = folder;
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
        long length = disk.length(folder.resolve(name));
        return Optional.of(
                new LogFile(disk, folder, Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), length));
    }

    /** A new file that begins with this record. Nothing is written yet. */
    static LogFile create(Disk disk, Path folder, long first, long begin) {
        LogFile file = new LogFile(disk, folder, first, begin, 0);
        file.index = new SoftReference<>(new FileIndex());
        return file;
    }

    /** Where it is. This is not kept in memory, because it would take more than everything else here. */
    Path path() {
        return folder.resolve(padded(first) + '-' + padded(begin) + ".log");
    }

    private static String padded(long number) {
        String digits = Long.toString(number);
        return "0".repeat(DIGITS - digits.length()) + digits;
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
        FileIndex known = index == null ? null : index.get();
        if (known != null) {
            known.add(excerpt.first(), excerpt.begin(), position);
        }
    }

    private synchronized FileIndex index() throws IOException {
        FileIndex known = index == null ? null : index.get();
        if (known == null) {
            known = FileIndex.of(disk, path(), length);
            index = new SoftReference<>(known);
        }
        return known;
    }

    /** See {@link io.tapewire.log.Store#read}. */
    Excerpt read(long offset, int most, RecordEncoder encoder) throws IOException {
        BlockReader reader = new BlockReader(disk, path(), index().positionOf(offset), length);
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

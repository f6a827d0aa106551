package io.tapewire.compression;

import java.util.EnumSet;
import java.util.Iterator;
import java.util.zip.DataFormatException;

/** Reads past a header of gzip (RFC 1952), byte by byte. One thread at a time. */
final class GzipHeader {
    private static final int[] BEGIN = {0x1f, 0x8b, 8};
    private static final int FIXED_BYTES = 10;
    private static final int RESERVED = 0xe0;

    /** The parts in their order, with the flag that says whether a part is there. */
    private enum Part {
        FIXED(0),
        EXTRA(4),
        NAME(8),
        COMMENT(16),
        CHECKSUM(2),
        DONE(0);

        private final int flag;

        Part(int flag) {
            this.flag = flag;
        }
    }

    private final Iterator<Part> rest =
            EnumSet.complementOf(EnumSet.of(Part.FIXED)).iterator();
    private Part part = Part.FIXED;
    private int place;
    private int flags;
    private int extraBytes;

    boolean isDone() {
        return part == Part.DONE;
    }

    void take(byte signed) throws DataFormatException {
        int read = signed & 0xff;
        boolean last = switch (part) {
            case FIXED -> isLastFixed(read);
            case EXTRA -> isLastExtra(read);
            case NAME, COMMENT -> read == 0;
            case CHECKSUM -> place == 1;
            case DONE -> throw new IllegalStateException("the header has been read");
        };
        place++;
        if (last) {
            next();
        }
    }

    private boolean isLastFixed(int read) throws DataFormatException {
        if (place < BEGIN.length && read != BEGIN[place]) {
            throw new DataFormatException("it does not begin like gzip");
        }
        if (place == BEGIN.length) {
            flags = read;
            if ((flags & RESERVED) != 0) {
                throw new DataFormatException("its header has unknown flags");
            }
        }
        return place == FIXED_BYTES - 1;
    }

    /** Two bytes say how many more there are. */
    private boolean isLastExtra(int read) {
        if (place < 2) {
            extraBytes |= read << (Byte.SIZE * place);
        }
        return place >= 1 && place == 1 + extraBytes;
    }

    private void next() {
        place = 0;
        do {
            part = rest.next();
        } while (part != Part.DONE && (flags & part.flag) == 0);
    }
}

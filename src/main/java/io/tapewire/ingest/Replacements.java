package io.tapewire.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.log.Decoding;
import io.tapewire.log.Decoding.Replacement;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.ArrayList;
import java.util.List;

/** Finds what a {@code String} puts U+FFFD in place of, because it is no UTF-8. */
final class Replacements {
    private static final int REPLACEMENT_BYTES = 3;

    private Replacements() {}

    /** How the first {@code length} bytes become text. */
    static Decoding find(byte[] bytes, int length) {
        CharsetDecoder decoder = UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
        CharBuffer out = CharBuffer.allocate(length);
        List<Replacement> found = new ArrayList<>();
        int longer = 0;
        for (CoderResult each = decoder.decode(in, out, true);
                each.isMalformed();
                each = decoder.decode(in, out, true)) {
            int more = REPLACEMENT_BYTES - each.length();
            found.add(new Replacement(in.position() + longer + REPLACEMENT_BYTES, more));
            longer += more;
            in.position(in.position() + each.length());
        }
        return new Decoding(length + longer, found);
    }
}

package io.tapewire.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The character set of DEC terminals that draws lines in the place of small letters. */
final class LineDrawing {
    static final char CHARSET = '0';

    private static final char FIRST = '`';
    /** What is drawn for ` to ~. */
    private static final String DRAWN = "◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";

    private LineDrawing() {}

    static byte[] draw(byte[] utf8, int from, int to) {
        StringBuilder drawn = new StringBuilder(to - from);
        String text = new String(utf8, from, to - from, UTF_8);
        for (int i = 0; i < text.length(); i++) {
            int index = text.charAt(i) - FIRST;
            drawn.append(index >= 0 && index < DRAWN.length() ? DRAWN.charAt(index) : text.charAt(i));
        }
        byte[] bytes = drawn.toString().getBytes(UTF_8);
        byte[] shown = Utf8.shown(bytes, 0, bytes.length);
        return shown == null ? bytes : shown;
    }
}

package io.tapewire.terminal;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Colours as X11 writes them, in the forms that xterm.js reads: {@code rgb:r/g/b} and {@code #rgb}, one to four digits each. */
final class ColourSpec {
    static final int NONE = -1;

    private static final Pattern SLASHES = Pattern.compile("rgb:([0-9a-f]{1,4})/([0-9a-f]{1,4})/([0-9a-f]{1,4})");
    private static final Pattern HASH = Pattern.compile("#(?:[0-9a-f]{3}){1,4}");

    private ColourSpec() {}

    /** Returns the colour as 0xRRGGBB, or {@link #NONE}. */
    static int parse(String text) {
        String spec = text.toLowerCase(Locale.ROOT);
        Matcher slashes = SLASHES.matcher(spec);
        if (slashes.matches()) {
            return parse(slashes);
        }
        return HASH.matcher(spec).matches() ? parseHash(spec.substring(1)) : NONE;
    }

    /** The digits are a fraction of what so many digits can say. */
    private static int parse(Matcher slashes) {
        int digits = slashes.group(1).length();
        int rgb = 0;
        for (int i = 1; i <= 3; i++) {
            if (slashes.group(i).length() != digits) {
                return NONE;
            }
            double full = (1 << (4 * digits)) - 1;
            rgb = rgb << 8 | (int) Math.round(Integer.parseInt(slashes.group(i), 16) / full * 0xff);
        }
        return rgb;
    }

    /** The digits are the highest ones. */
    private static int parseHash(String hex) {
        int digits = hex.length() / 3;
        int rgb = 0;
        for (int i = 0; i < 3; i++) {
            int value = Integer.parseInt(hex.substring(i * digits, (i + 1) * digits), 16);
            rgb = rgb << 8 | value << (16 - 4 * digits) >> 8;
        }
        return rgb;
    }
}

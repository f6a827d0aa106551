package io.tapewire;

import java.util.Random;

/** Text of the kinds that programs print and that go wrong: long characters, control characters, quotes. */
public final class Texts {
    private static final String[] PIECES = {
        "plain text ",
        "line\n",
        "\r\n",
        "\u001b[31mred\u001b[0m",
        "\"quoted\"",
        "back\\slash",
        "\b\f\t\u0000\u0001\u001f\u007f",
        "é",
        "ß",
        "€",
        "漢字",
        "\u2028\u2029",
        "\ufeff",
        "\ufffd",
        "😀",
        "👩‍💻",
        "𝔘",
        "</script>"
    };

    private Texts() {}

    /** A text of at most so many characters, never ending inside one. */
    public static String random(Random random, int mostCharacters) {
        int length = random.nextInt(mostCharacters + 1);
        StringBuilder text = new StringBuilder();
        while (true) {
            String piece = random.nextInt(4) == 0 ? codePoint(random) : PIECES[random.nextInt(PIECES.length)];
            if (text.length() + piece.length() > length) {
                return text.toString();
            }
            text.append(piece);
        }
    }

    private static String codePoint(Random random) {
        int code = random.nextInt(Character.MAX_CODE_POINT + 1);
        boolean surrogate = code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
        return Character.toString(surrogate ? 0xfffd : code);
    }
}

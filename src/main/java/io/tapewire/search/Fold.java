package io.tapewire.search;

/** Maps characters that differ in their case alone to one and the same. */
final class Fold {
    private Fold() {}

    static char of(char character) {
        if (character < 0x80) {
            return character >= 'A' && character <= 'Z' ? (char) (character | 0x20) : character;
        }
        return Character.toLowerCase(Character.toUpperCase(character));
    }

    /** Whether this folded ASCII character is the same as one that is not ASCII: k as in the Kelvin sign, the long s, i without a dot. */
    static boolean hasOthers(char folded) {
        return folded == 'k' || folded == 's' || folded == 'i';
    }

    static String of(String text) {
        char[] folded = text.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = of(folded[i]);
        }
        return new String(folded);
    }
}

package io.tapewire.audit;

/** Makes text that comes from anybody fit to be shown: it has a bounded length and no character that controls anything. */
final class Shown {
    private Shown() {}

    /** The text's beginning, with control characters written as their codes; {@code null} stays. */
    static String brief(String text, int mostCharacters) {
        if (text == null) {
            return null;
        }
        boolean fits = text.length() <= mostCharacters;
        String beginning = fits ? text : text.substring(0, mostCharacters);
        if (fits && beginning.codePoints().noneMatch(Shown::isControl)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(beginning.length());
        beginning.codePoints().forEach(c -> {
            if (isControl(c)) {
                shown.append("\\u%04x".formatted(c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return fits ? shown.toString() : shown.append('…').toString();
    }

    /** Also what changes the direction of text or breaks lines, what cannot be seen, and halves of surrogate pairs. */
    private static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}

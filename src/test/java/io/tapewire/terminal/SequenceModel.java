package io.tapewire.terminal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where sequences end, by regular expressions instead of a table, one character for each byte. */
final class SequenceModel {
    /** What a sequence may have anywhere without being changed by it. */
    private static final String C0 = "[\\x00-\\x17\\x19\\x1c-\\x1f\\x7f]*+";

    private static final String CANCELLED = "[\\x18\\x1a]";
    private static final String OTHER = "[\\x80-\\xff]";
    private static final String PARAMETERS = C0 + "([<-?]" + C0 + ")?+([0-;]" + C0 + ")*+([ -/]" + C0 + ")*+";

    private static final Pattern WHOLE = Pattern.compile(
            "\\e" + C0 + "(?:"
                    + String.join(
                            "|",
                            CANCELLED + "|" + OTHER,
                            "[NO][^\\e]",
                            "(?![NOPX\\[\\]^_])[0-~]",
                            "[ -/]([ -/]|" + C0 + "(?=[ -/]))*+" + C0 + "(?:[0-~]|" + CANCELLED + "|" + OTHER + ")",
                            "\\[" + PARAMETERS + "(?:[@-~]|" + CANCELLED + "|" + OTHER
                                    + "|[0-?][^\\e\\x18\\x1a@-~]*+[@-~\\x18\\x1a])",
                            "][^\\x07\\x18\\x1a\\e]*+[\\x07\\x18\\x1a]",
                            "P" + PARAMETERS + "(?:" + CANCELLED + "|" + OTHER + "|[0-~][^\\e\\x18\\x1a]*+" + CANCELLED
                                    + ")",
                            "[X^_][\\x00-\\x17\\x19\\x1c-\\x7f]*+(?:" + CANCELLED + "|" + OTHER + ")")
                    + ")",
            Pattern.DOTALL);

    private SequenceModel() {}

    /** Where the last whole sequence ends. */
    static int wholeEnd(byte[] utf8, int from, int to) {
        String text = new String(utf8, from, to - from, ISO_8859_1);
        Matcher sequence = WHOLE.matcher(text);
        int whole = 0;
        int next = 0;
        while (next < text.length()) {
            if (text.charAt(next) != '\u001b') {
                next++;
                whole = next;
            } else if (sequence.region(next, text.length()).lookingAt()) {
                next = sequence.end();
                whole = next;
            } else {
                // unfinished: the next ESC goes on with it
                int escape = text.indexOf('\u001b', next + 1);
                next = escape < 0 ? text.length() : escape;
            }
        }
        return from + whole;
    }
}

package io.tapewire.cli.reading;

import java.util.regex.Pattern;

/**
 * What programs ask their terminal, for instance where the cursor is. They are left out when somebody else's
 * terminal shows the output, because its answer would be typed into that person's shell.
 */
public final class Queries {
    private static final String CSI = "(?:\u001b\\[|\u009b)";
    private static final String END = "(?:\u0007|\u001b\\\\|\u009c)";
    private static final Pattern QUERY = Pattern.compile(String.join(
            "|",
            // answerback, and an old way to ask what the terminal is
            "\u0005",
            "\u001bZ",
            // what it is, and its state or the cursor's position
            CSI + "[>=?]?[0-9;]*[cn]",
            // a mode, its parameters, its version, its keyboard
            CSI + "\\??[0-9;]*\\$p",
            CSI + "[0-9;]*x",
            CSI + ">[0-9;]*q",
            CSI + "\\?[0-9;]*u",
            // the window: its state, position, size and title
            CSI + "(?:1[134589]|2[01])(?:;[0-9]*)*t",
            // colours and the clipboard
            "\u001b\\][0-9]+;(?:[0-9cpqs]*;)*\\?" + END,
            // settings and capabilities
            "\u001bP[$+]q[^\u001b\u0007]*" + END));

    private Queries() {}

    /** The output without queries. It begins and ends between escape sequences, as records do. */
    public static String removedFrom(String output) {
        return QUERY.matcher(output).replaceAll("");
    }
}

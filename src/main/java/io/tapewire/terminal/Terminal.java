package io.tapewire.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The state that a stream of output leaves a terminal in: colours, character sets, modes, margins, tab stops, the active screen, the
 * unfinished sequence. It knows neither what is on the screen nor where the cursor is.
 *
 * <p>It behaves as xterm.js 6, which shows the output. A terminal takes about a kilobyte. Output can make it remember at most about
 * 20 KB, and its restoring text is kept as well. For one thread at a time.
 */
public final class Terminal {
    private final Column column = new Column();
    private TerminalState state;
    private ControlFunctions functions;
    private Parser parser;

    /** What restores the state apart from an unfinished sequence. Null: not composed since the last change. */
    private String restoring;

    /** A fresh terminal. */
    public Terminal() {
        begin();
    }

    private void begin() {
        state = new TerminalState();
        column.set(0);
        functions = new ControlFunctions(state, column);
        parser = new Parser(functions);
        restoring = "";
    }

    /** Reads the next bytes of output, which may be cut anywhere. */
    public void read(byte[] utf8, int from, int to) {
        parser.read(utf8, from, to);
        if (functions.takeChanged()) {
            restoring = null;
        }
    }

    void read(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        read(utf8, 0, utf8.length);
    }

    /** Returns whether further output looks the same as in a terminal that has read nothing. */
    public boolean isFresh() {
        return isBetweenSequences() && state.isFresh();
    }

    /**
     * Returns a short text that brings a fresh terminal of any size into this state. It is empty if this terminal is fresh.
     *
     * <p>The cursor stays in its line, except with margins in origin mode and on the alternate screen. If a sequence is unfinished,
     * the text ends with the beginning of one on which the rest has the same effect.
     *
     * <p>Returns the same instance again if the output since the last call has changed nothing.
     */
    public String restoring() {
        if (restoring == null) {
            restoring = state.isFresh() ? "" : new Restoring(state).text();
        }
        if (isBetweenSequences()) {
            return restoring;
        }
        StringBuilder text = new StringBuilder(restoring);
        parser.write(text);
        return text.toString();
    }

    boolean isBetweenSequences() {
        return parser.isBetweenSequences();
    }

    TerminalState state() {
        return state;
    }

    /** Makes this terminal fresh. */
    public void reset() {
        begin();
    }
}

package io.tapewire.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * The state that a stream of output leaves a terminal in: colours, character sets, modes, margins, tab stops, the screen that is
 * active, the sequence that is unfinished. Not what is on the screen, nor where the cursor is.
 *
 * <p>It does what xterm.js 6 does, which shows the output. A terminal takes about a kilobyte, and with all that output can make it
 * remember about 20 KB. For one thread at a time.
 */
public final class Terminal {
    private final TerminalState state = new TerminalState();
    private final Column column = new Column();
    private final Parser parser;

    /** A fresh terminal. */
    public Terminal() {
        parser = new Parser(new ControlFunctions(state, column));
    }

    private Terminal(Terminal other) {
        state.set(other.state);
        column.set(other.column.get());
        parser = new Parser(new ControlFunctions(state, column), other.parser);
    }

    /** Takes the next bytes of output, which may be cut anywhere. */
    public void read(byte[] utf8, int from, int to) {
        parser.read(utf8, from, to);
    }

    void read(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        read(utf8, 0, utf8.length);
    }

    /** Returns whether output would look the same in a terminal that has read nothing. */
    public boolean isFresh() {
        return parser.isBetweenSequences() && state.isFresh();
    }

    /**
     * Returns a short text that brings a fresh terminal of any size into this state, empty if it is fresh.
     *
     * <p>A cursor at the beginning of its line stays there, but for margins with origin mode, and on the alternate screen. In the
     * middle of a sequence the text ends with the beginning of one, so that the rest has the same effect.
     */
    public String restoring() {
        if (isFresh()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        if (!state.isFresh()) {
            text.append(new Restoring(state).text());
        }
        parser.write(text);
        return text.toString();
    }

    /** Returns whether no sequence is unfinished. */
    public boolean isBetweenSequences() {
        return parser.isBetweenSequences();
    }

    TerminalState state() {
        return state;
    }

    /** Makes this terminal fresh. */
    public void reset() {
        state.set(new TerminalState());
        column.set(0);
        parser.reset();
    }

    /** Returns another terminal in the same state. */
    public Terminal copy() {
        return new Terminal(this);
    }

    /** Two terminals are equal if all further output looks the same in both, apart from where it stands. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Terminal terminal && facts().equals(terminal.facts());
    }

    @Override
    public int hashCode() {
        return facts().hashCode();
    }

    private List<Object> facts() {
        return List.of(state.facts(), parser.facts());
    }

    @Override
    public String toString() {
        return facts().toString();
    }
}

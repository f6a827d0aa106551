package io.tapewire.terminal;

import static io.tapewire.terminal.State.CSI_ENTRY;
import static io.tapewire.terminal.State.CSI_PARAM;
import static io.tapewire.terminal.State.GROUND;

/** The VT500 parser. It reads bytes that are cut anywhere, and calls the functions that they ask for. */
final class Parser {
    private static final int CANCEL = 0x18;
    private static final int SUBSTITUTE = 0x1a;

    private final Functions functions;
    private final boolean skipsRendition;
    private final Parameters parameters = new Parameters();
    private final OscString osc = new OscString();
    private int state = GROUND;
    /** The last four intermediates and the private prefix, the last one in the lowest byte. */
    private int collected;

    /** What a stream of output asks a terminal for. */
    interface Functions {
        /** Shows text. If {@code ascii} is true, each of its bytes is a character of one column. */
        void print(byte[] utf8, int from, int to, boolean ascii);

        void execute(int control);

        void escDispatch(int intermediates, int last);

        void csiDispatch(int collected, Parameters parameters, int last);

        void oscDispatch(int command, String payload);

        /** The command has a payload that is too long to be read. */
        void oscOverlong(int command);
    }

    Parser(Functions functions) {
        this(functions, false);
    }

    /** @param skipsRendition whether SGR, the sequence that programs print most, is passed over and not dispatched */
    Parser(Functions functions, boolean skipsRendition) {
        this.functions = functions;
        this.skipsRendition = skipsRendition;
    }

    private void clear() {
        parameters.clear();
        collected = 0;
    }

    void read(byte[] utf8, int from, int to) {
        int current = state;
        int next = from;
        while (next < to) {
            byte read = utf8[next];
            int transition = TransitionTable.transition(current, read);
            current = TransitionTable.nextState(transition);
            switch (TransitionTable.action(transition)) {
                case Action.PRINT -> next = print(utf8, next, to);
                case Action.EXECUTE -> functions.execute(read);
                case Action.CLEAR -> {
                    int rendition = skipsRendition ? renditionEnd(utf8, next, to) : next;
                    if (rendition > next) {
                        next = rendition;
                        current = GROUND;
                        break;
                    }
                    clear();
                    if (next + 1 < to && utf8[next + 1] == '[') {
                        next = controlSequence(utf8, next + 2, to);
                        current = state;
                    }
                }
                case Action.COLLECT -> collected = (collected << 8) | read;
                case Action.PARAM -> next = parameters.read(utf8, next, to) - 1;
                case Action.ESC_DISPATCH -> functions.escDispatch(collected, read);
                case Action.CSI_DISPATCH -> functions.csiDispatch(collected, parameters, read);
                case Action.OSC_START -> osc.start();
                case Action.OSC_PUT -> next = put(utf8, next, to);
                case Action.OSC_END -> end(read);
                default -> {}
            }
            next++;
        }
        state = current;
    }

    /** Returns the index of the last byte of a whole SGR sequence that begins here, or {@code from} if there is none. */
    private static int renditionEnd(byte[] utf8, int from, int to) {
        if (from + 1 >= to || utf8[from + 1] != '[') {
            return from;
        }
        int end = from + 2;
        while (end < to && utf8[end] >= '0' && utf8[end] <= ';') {
            end++;
        }
        return end < to && utf8[end] == 'm' ? end : from;
    }

    // These read as many bytes as belong together, and return the index of the last one.

    /** Reads parameters and the final byte. This is a short way for SGR, the sequence that programs print most. */
    private int controlSequence(byte[] utf8, int begin, int to) {
        int end = parameters.read(utf8, begin, to);
        if (end < to && utf8[end] >= '@' && utf8[end] <= '~') {
            functions.csiDispatch(0, parameters, utf8[end]);
            state = GROUND;
            return end;
        }
        state = end == begin ? CSI_ENTRY : CSI_PARAM;
        return end - 1;
    }

    private int print(byte[] utf8, int from, int to) {
        int marked = Scan.textEnd(utf8, from, to);
        int end = marked < 0 ? ~marked : marked;
        functions.print(utf8, from, end, marked >= 0);
        return end - 1;
    }

    private int put(byte[] utf8, int from, int to) {
        int marked = Scan.textEnd(utf8, from, to);
        int end = marked < 0 ? ~marked : marked;
        if (!osc.put(utf8, from, end)) {
            functions.oscOverlong(osc.command());
            osc.ignore();
        }
        return end - 1;
    }

    private void end(int read) {
        if (Commands.matter(osc.command()) && read != CANCEL && read != SUBSTITUTE) {
            functions.oscDispatch(osc.command(), osc.payload());
        }
        osc.start();
        clear();
    }

    boolean isBetweenSequences() {
        return state == GROUND;
    }

    /** Writes the beginning of the unfinished sequence, as far as it matters for the rest. */
    void write(StringBuilder text) {
        new Unfinished(state, collected, parameters, osc).write(text);
    }
}

package io.tapewire.mask;

/**
 * Finds the patterns of one automaton in a stream, in two ways: in the text without its escape sequences, so that these hide
 * nothing, and in all bytes, so that no sequence contains a secret either. One thread at a time.
 */
final class Matcher {
    private final Automaton automaton;
    private final Lane text;
    private final Lane raw;
    /** How much text has been read since the last escape sequence. */
    private long run;

    private boolean together;

    private Matcher(Automaton automaton, Lane text, Lane raw) {
        this.automaton = automaton;
        this.text = text;
        this.raw = raw;
    }

    /** @param before what has found matches so far; {@code null} if nothing has */
    static Matcher from(Automaton automaton, long textPosition, long rawPosition, Matcher before) {
        Ranges inText = before == null ? new Ranges() : before.text.ranges();
        Ranges inRaw = before == null ? new Ranges() : before.raw.ranges();
        return new Matcher(
                automaton, new Lane(automaton, textPosition, inText), new Lane(automaton, rawPosition, inRaw));
    }

    boolean uses(Automaton other) {
        return automaton == other;
    }

    void readText(byte[] bytes, int from, int to) {
        int place = from;
        together = together || raw.agreesWith(text, run);
        while (place < to && !together) {
            text.read(bytes[place]);
            raw.read(bytes[place]);
            place++;
            run++;
            together = raw.agreesWith(text, run);
        }
        if (together) {
            text.read(bytes, place, to);
            raw.follow(text, to - place);
            run += to - place;
        }
    }

    void readSequence(byte[] bytes, int from, int to) {
        raw.read(bytes, from, to);
        run = 0;
        together = false;
    }

    Lane text() {
        return text;
    }

    Lane raw() {
        return raw;
    }

    /** Forgets what was masked before these positions. */
    void forgetBefore(long textPosition, long rawPosition) {
        text.ranges().forgetBefore(textPosition);
        raw.ranges().forgetBefore(rawPosition);
    }

    boolean hasFound() {
        return !text.ranges().isEmpty() || !raw.ranges().isEmpty();
    }

    /** How many bytes at the end are not decided. */
    int hold() {
        return Math.max(text.hold(), raw.hold());
    }
}

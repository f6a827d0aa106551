package io.tapewire.mask;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.terminal.Stretches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Masks one stream of output. What may be the beginning of a secret is held until its rest decides. Escape sequences stay
 * where they are, so what follows keeps its colours. One thread at a time.
 */
final class Redactor {
    private static final byte[] NOTHING = {};

    private final int mostHeld;
    private final Stretches stretches = new Stretches();
    private final Writer writer = new Writer();
    private List<Matcher> matchers = List.of();
    private byte[] held = NOTHING;
    private long textEnd;
    private long rawEnd;
    /** Where the text begins that the bytes being read end with. */
    private int lastText;

    /** @param mostHeld bytes that are held; if there are more, they are released undecided */
    Redactor(int mostHeld) {
        this.mostHeld = mostHeld;
    }

    /** Masks a whole text. Returns nothing if it has no secret. */
    static Optional<String> whole(byte[] utf8, List<Automaton> automata) {
        Redactor redactor = new Redactor(Integer.MAX_VALUE);
        byte[] masked = joined(redactor.take(utf8, automata), redactor.release());
        return Arrays.equals(masked, utf8) ? Optional.empty() : Optional.of(new String(masked, UTF_8));
    }

    /**
     * Reads the next piece.
     *
     * @param automata what to mask from here on, and in what is held
     * @return what is decided; the piece itself if that is all of it
     */
    byte[] take(byte[] piece, List<Automaton> automata) {
        use(automata);
        byte[] all = joined(held, piece);
        read(all, held.length, stretches, matchers);
        int hold = 0;
        boolean found = writer.isWithinMask();
        for (Matcher each : matchers) {
            hold = Math.max(hold, each.hold());
            found |= each.hasFound();
        }
        if (found || hold > all.length - lastText || !stretches.isBetweenSequences()) {
            return write(all);
        }
        // nothing is masked and what is held is plain text, as usual
        int decided = all.length - hold;
        writer.passTo(textEnd - hold, rawEnd - hold);
        keep(all, decided);
        return decided == all.length ? all : Arrays.copyOf(all, decided);
    }

    private byte[] write(byte[] all) {
        byte[] decided = writer.write(all, matchers, false);
        keep(all, writer.written());
        return held.length <= mostHeld ? decided : joined(decided, release());
    }

    /** Returns what is held, although it is not decided. If a secret goes on after it, only its rest is masked. */
    byte[] release() {
        byte[] rest = writer.write(held, matchers, true);
        keep(held, held.length);
        return rest;
    }

    boolean holds() {
        return held.length > 0;
    }

    /**
     * How many bytes of the stream are done with: a new one could go on after them. What is held is not, and neither is a
     * masked range that may go on, because its end alone would not be recognized.
     */
    long settled() {
        return holds() && writer.isWithinMask() ? writer.maskBegin() : writer.raw();
    }

    /** Whether a new one would mask what follows in the same way. */
    boolean isSpent() {
        return !holds()
                && !writer.isWithinMask()
                && stretches.isBetweenSequences()
                && matchers.stream().allMatch(each -> each.hold() == 0);
    }

    private void use(List<Automaton> automata) {
        boolean same = automata.size() == matchers.size();
        for (int i = 0; same && i < matchers.size(); i++) {
            same = matchers.get(i).uses(automata.get(i));
        }
        if (same) {
            return;
        }
        List<Matcher> changed = new ArrayList<>();
        for (int i = 0; i < automata.size(); i++) {
            Matcher before = i < matchers.size() ? matchers.get(i) : null;
            boolean goesOn = before != null && before.uses(automata.get(i));
            changed.add(goesOn ? before : begin(automata.get(i), before));
        }
        for (int i = automata.size(); i < matchers.size(); i++) {
            if (matchers.get(i).hasFound()) {
                // it has found a secret that is still held
                changed.add(matchers.get(i));
            }
        }
        matchers = List.copyOf(changed);
    }

    /**
     * A matcher that takes the place of another one, or of none, and has read what is held. It does not know the sequence
     * before that, so it does not find a secret that begins within it.
     */
    private Matcher begin(Automaton automaton, Matcher before) {
        Matcher matcher = Matcher.from(automaton, writer.text(), writer.raw(), before);
        long text = textEnd;
        long raw = rawEnd;
        read(held, 0, writer.stretches(), List.of(matcher));
        textEnd = text;
        rawEnd = raw;
        return matcher;
    }

    private void read(byte[] bytes, int from, Stretches reader, List<Matcher> readers) {
        int place = from;
        while (place < bytes.length) {
            int end = reader.next(bytes, place, bytes.length);
            boolean text = reader.kind() == Stretches.Kind.TEXT;
            for (Matcher each : readers) {
                if (text) {
                    each.readText(bytes, place, end);
                } else {
                    each.readSequence(bytes, place, end);
                }
            }
            if (text) {
                textEnd += end - place;
            } else {
                lastText = end;
            }
            place = end;
        }
        rawEnd += bytes.length - from;
    }

    private void keep(byte[] all, int from) {
        lastText = Math.max(0, lastText - from);
        held = from == all.length ? NOTHING : Arrays.copyOfRange(all, from, all.length);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        if (first.length == 0 || second.length == 0) {
            return first.length == 0 ? second : first;
        }
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}

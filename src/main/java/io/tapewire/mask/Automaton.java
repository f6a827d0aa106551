package io.tapewire.mask;

import java.util.Collection;

/**
 * Finds all patterns at once in a stream of bytes (Aho-Corasick). A state is the longest beginning of a pattern that
 * the bytes so far end with. Immutable.
 *
 * <p>No pattern is short, so most bytes of ordinary text are skipped: {@link #skip} looks at three of six or more bytes.
 */
final class Automaton {
    /** The state in which no pattern has begun. */
    static final int ROOT = 0;

    private final int[] root;
    private final Edges edges;
    private final int[] fail;
    private final int[] depth;
    private final int[] longest;
    private final int[] hold;
    private final Grams grams;

    Automaton(int[] root, Edges edges, int[] fail, int[] depth, int[] longest, int[] hold, Grams grams) {
        this.root = root;
        this.edges = edges;
        this.fail = fail;
        this.depth = depth;
        this.longest = longest;
        this.hold = hold;
        this.grams = grams;
    }

    /** @param patterns one or more, each at least {@link Grams#LENGTH} bytes long */
    static Automaton of(Collection<byte[]> patterns) {
        return new AutomatonBuilder(patterns).build();
    }

    /** The state after one more byte. */
    int next(int state, byte read) {
        int current = state;
        while (current != ROOT) {
            int target = edges.target(current, read);
            if (target != Edges.NONE) {
                return target;
            }
            current = fail[current];
        }
        return root[read & 0xff];
    }

    /**
     * In state {@link #ROOT}, returns a place up to which no pattern begins. The state there is {@link #ROOT}, too.
     */
    int skip(byte[] bytes, int from, int to) {
        int place = from;
        int begin = grams.begin();
        int stride = begin - Grams.LENGTH + 1;
        // a pattern that begins at one of the next places would have this gram in its beginning
        while (to - place >= begin && !grams.has(bytes, place + stride - 1)) {
            place += stride;
        }
        while (place < to && root[bytes[place] & 0xff] == ROOT) {
            place++;
        }
        return place;
    }

    /** The length of the longest pattern that ends here; 0 if none does. */
    int longest(int state) {
        return longest[state];
    }

    /** The length of the longest beginning that may still become a pattern, in bytes. */
    int hold(int state) {
        return hold[state];
    }

    /** How many of the last bytes make up the state. */
    int depth(int state) {
        return depth[state];
    }
}

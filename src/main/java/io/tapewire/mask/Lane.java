package io.tapewire.mask;

/** One way of reading a stream, with the ranges of it that are masked. One thread at a time. */
final class Lane {
    private final Automaton automaton;
    private final Ranges ranges;
    private int state = Automaton.ROOT;
    private long position;

    /**
     * @param position of the first byte that will be read
     * @param ranges what is masked already
     */
    Lane(Automaton automaton, long position, Ranges ranges) {
        this.automaton = automaton;
        this.position = position;
        this.ranges = ranges;
    }

    void read(byte[] bytes, int from, int to) {
        int place = from;
        while (place < to) {
            if (state == Automaton.ROOT) {
                int begin = automaton.skip(bytes, place, to);
                position += begin - place;
                place = begin;
                if (place == to) {
                    return;
                }
            }
            read(bytes[place++]);
        }
    }

    void read(byte each) {
        state = automaton.next(state, each);
        position++;
        int longest = automaton.longest(state);
        if (longest > 0) {
            ranges.add(position - longest, position);
        }
    }

    /** Continues as if it had read the same bytes as the other one, which has noted what is masked. */
    void follow(Lane other, int bytes) {
        state = other.state;
        position += bytes;
    }

    /** Whether it is in the same state as the other, because of the same bytes, which are among the last {@code bytes}. */
    boolean agreesWith(Lane other, long bytes) {
        return state == other.state && automaton.depth(state) <= bytes;
    }

    Ranges ranges() {
        return ranges;
    }

    /** The position from which on it is not decided yet what is masked. */
    long decided() {
        return position - hold();
    }

    /** How many of the last bytes are not decided. */
    int hold() {
        return automaton.hold(state);
    }
}

package io.tapewire.mask;

import java.util.Arrays;
import java.util.Collection;

/** Builds an {@link Automaton}. Nodes are numbered by their depth, so the shorter ones are ready when a longer one needs them. */
final class AutomatonBuilder {
    private static final int BYTES = 256;

    private final byte[][] patterns;
    private final int[] parent;
    private final byte[] label;
    private final int[] fail;
    private final int[] depth;
    private final int[] longest;
    private final int[] hold;
    private final boolean[] goesOn;
    private final int[] root = new int[BYTES];
    private final Edges edges;
    private int nodes = 1;

    AutomatonBuilder(Collection<byte[]> patterns) {
        this.patterns = patterns.toArray(byte[][]::new);
        int most =
                1 + Arrays.stream(this.patterns).mapToInt(each -> each.length).sum();
        parent = new int[most];
        label = new byte[most];
        fail = new int[most];
        depth = new int[most];
        longest = new int[most];
        hold = new int[most];
        goesOn = new boolean[most];
        edges = new Edges(most);
    }

    Automaton build() {
        growTrie();
        for (int node = 1; node < nodes; node++) {
            link(node);
        }
        return new Automaton(
                root,
                edges,
                Arrays.copyOf(fail, nodes),
                Arrays.copyOf(depth, nodes),
                Arrays.copyOf(longest, nodes),
                Arrays.copyOf(hold, nodes),
                new Grams(Arrays.asList(patterns)));
    }

    /** All patterns grow by one byte at a time, which numbers the nodes by their depth. */
    private void growTrie() {
        int[] place = new int[patterns.length];
        boolean grows = true;
        for (int at = 0; grows; at++) {
            grows = false;
            for (int each = 0; each < patterns.length; each++) {
                byte[] pattern = patterns[each];
                if (at < pattern.length) {
                    grows = true;
                    place[each] = child(place[each], pattern[at]);
                    if (at == pattern.length - 1) {
                        longest[place[each]] = pattern.length;
                    }
                }
            }
        }
    }

    private int child(int node, byte read) {
        int known = node == Automaton.ROOT ? root[read & 0xff] : edges.target(node, read);
        if (known > 0) {
            return known;
        }
        int child = nodes++;
        parent[child] = node;
        label[child] = read;
        depth[child] = depth[node] + 1;
        goesOn[node] = true;
        if (node == Automaton.ROOT) {
            root[read & 0xff] = child;
        } else {
            edges.put(node, read, child);
        }
        return child;
    }

    /** A node fails to the longest beginning of a pattern that its own bytes end with. */
    private void link(int node) {
        int above = parent[node];
        fail[node] = above == Automaton.ROOT ? Automaton.ROOT : after(fail[above], label[node]);
        if (longest[node] == 0) {
            longest[node] = longest[fail[node]];
        }
        hold[node] = goesOn[node] ? depth[node] : hold[fail[node]];
    }

    private int after(int state, byte read) {
        int current = state;
        while (current != Automaton.ROOT) {
            int target = edges.target(current, read);
            if (target != Edges.NONE) {
                return target;
            }
            current = fail[current];
        }
        return root[read & 0xff];
    }
}

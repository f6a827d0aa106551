package io.tapewire.mask;

import java.util.Arrays;

/** The edges of a trie in one hash table, from a node and a byte to the node's child. */
final class Edges {
    static final int NONE = -1;

    private static final int FREE = -1;

    private final long[] keys;
    private final int[] targets;
    private final int mask;

    /** @param most how many edges will be put */
    Edges(int most) {
        int size = Integer.highestOneBit(Math.max(8, most)) << 2;
        this.keys = new long[size];
        this.targets = new int[size];
        this.mask = size - 1;
        Arrays.fill(keys, FREE);
    }

    void put(int node, byte label, int child) {
        long key = key(node, label);
        int slot = slot(key);
        while (keys[slot] != FREE) {
            slot = (slot + 1) & mask;
        }
        keys[slot] = key;
        targets[slot] = child;
    }

    /** The child, or {@link #NONE}. */
    int target(int node, byte label) {
        long key = key(node, label);
        int slot = slot(key);
        while (keys[slot] != FREE) {
            if (keys[slot] == key) {
                return targets[slot];
            }
            slot = (slot + 1) & mask;
        }
        return NONE;
    }

    private static long key(int node, byte label) {
        return (long) node << 8 | (label & 0xff);
    }

    private int slot(long key) {
        long spread = key * 0x9e3779b97f4a7c15L;
        return (int) (spread >>> 32) & mask;
    }
}

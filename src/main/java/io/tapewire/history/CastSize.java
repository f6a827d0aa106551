package io.tapewire.history;

/** The size of a terminal, in cells. */
record CastSize(int cols, int rows) {
    @Override
    public String toString() {
        return cols + "x" + rows;
    }
}

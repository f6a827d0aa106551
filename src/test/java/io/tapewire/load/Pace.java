package io.tapewire.load;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Has programs print at a steady pace, their phases spread evenly. One thread. */
final class Pace {
    private final List<Program> programs;
    private final double nanosPerTurn;
    private final long turns;

    Pace(List<Program> programs, int linesPerSecond, int lines) {
        this.programs = programs;
        this.nanosPerTurn = TimeUnit.SECONDS.toNanos(1) / ((double) linesPerSecond * programs.size());
        this.turns = (long) lines * programs.size();
    }

    /**
     * Prints everything; a program that the server holds back catches up at its next turn, or at the end.
     *
     * @return how late the latest line was, in milliseconds
     */
    double run() throws IOException {
        long start = System.nanoTime();
        long latest = 0;
        for (long turn = 0; turn < turns; turn++) {
            long due = start + (long) (turn * nanosPerTurn);
            latest = Math.max(latest, await(due));
            programs.get((int) (turn % programs.size())).printUpTo((int) (turn / programs.size()) + 1);
        }
        int lines = (int) (turns / programs.size());
        for (Program program : programs) {
            while (!program.printUpTo(lines)) {
                await(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
        return latest / 1e6;
    }

    /** Lets time go by until a moment of {@link System#nanoTime}, and says how much later it is then. */
    static long await(long due) {
        long left = due - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = due - System.nanoTime();
        }
        return -left;
    }
}

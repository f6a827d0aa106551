package io.tapewire.search;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** How far one search is. It is told to the reader at least once a second, also while the search waits for its turn. For one thread. */
final class Progress {
    /** The rest of the second is for the line that is being looked at. */
    private static final long TELL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Turns turns;
    private final Patience patience;
    private final Report report;
    private long leftWhenTold;
    private boolean hasTurn;
    private boolean mayTakeLonger = true;

    Progress(Turns turns, Patience patience, Report report) {
        this.turns = turns;
        this.patience = patience;
        this.report = report;
        leftWhenTold = patience.nanosLeft();
    }

    /**
     * Waits for the search's turn.
     *
     * @param searched all records from this one on have been searched
     * @return false if the search has to end before its turn comes
     */
    boolean awaitTurn(long searched) throws IOException {
        try {
            // without time left it still takes a turn that nobody else waits for
            hasTurn = turns.await(0);
            while (!hasTurn && patience.end() == null) {
                tellIfDue(searched);
                hasTurn = turns.await(Math.min(TELL_NANOS, patience.nanosLeft()));
            }
            return hasTurn;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("the server stops", interrupted);
        }
    }

    /** Does nothing without a turn. */
    void endTurn() {
        if (hasTurn) {
            hasTurn = false;
            turns.giveBack();
        }
    }

    /** A block has been searched: the next search begins before it. Until then the time limit does not count, so that each search gets on. */
    void advanced() {
        mayTakeLonger = false;
    }

    boolean isOutOfTime() {
        return patience.end() != null;
    }

    /** Whether the search must end without finishing the present block. */
    boolean mustLeave() {
        Result.Reason end = patience.end();
        return !hasTurn || end == Result.Reason.REPLACED || (end == Result.Reason.TIME && !mayTakeLonger);
    }

    /**
     * In the search's turn, tells how far it is if that was not told for a quarter of a second. A write may take long, so others have their turn
     * meanwhile; afterwards the search has none if it has to end.
     */
    void tell(long searched) throws IOException {
        if (isDue()) {
            endTurn();
            tellIfDue(searched);
            awaitTurn(searched);
        }
    }

    private boolean isDue() {
        // the last line of the answer tells it if there is no time left
        long left = patience.nanosLeft();
        return left > 0 && leftWhenTold - left >= TELL_NANOS;
    }

    private void tellIfDue(long searched) throws IOException {
        if (isDue()) {
            leftWhenTold = patience.nanosLeft();
            report.searched(searched);
        }
    }
}

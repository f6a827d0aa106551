package io.tapewire.log;

import io.tapewire.event.RunEnded;

/**
 * A run, and what a log has to know of it besides while its producer goes on: when the producer was heard, and how much of
 * what has arrived is in records. Guarded by its log.
 */
final class LiveRun {
    static final byte[] NOTHING = {};

    private Run run;
    /** When its producer was heard, as time that has elapsed. */
    private long heardMillis;
    /** Whether output of this run has arrived; if the run has ended, since its end. */
    private boolean printed;
    /** The beginning of a character that was received, but not printed. */
    private byte[] cut = NOTHING;
    /** Whether the producer has lost its connection and will continue. */
    private boolean cutOff;
    /** {@code null} if nothing has arrived of the run since the server's start. */
    private RecordedBytes recorded;
    /** Of how many bytes the store was told. */
    private long stored;
    /** Whether a producer on this server counts what it sends and can send it again. */
    private boolean counted;

    LiveRun(Run run, long heardMillis) {
        this.run = run;
        this.heardMillis = heardMillis;
        this.stored = run.received();
    }

    Run run() {
        return run;
    }

    String name() {
        return run.started().run();
    }

    int titleLength() {
        String title = run.started().title();
        return title == null ? 0 : title.length();
    }

    boolean goesOn() {
        return run.ended() == null;
    }

    /** The run as it is in the records. */
    Run inRecords() {
        return run.withReceived(bytesInRecords());
    }

    /** How many bytes are in records. When the run has ended nothing more will come, so all that have arrived count. */
    private long bytesInRecords() {
        return goesOn() && recorded != null ? recorded.received() : run.received();
    }

    /** How much of it is in records now, and was at the last call. */
    Received takeReceived() {
        long now = bytesInRecords();
        Received change = new Received(name(), stored, now);
        stored = now;
        return change;
    }

    /** A change was not stored: it is taken again. */
    void giveBack(Received change) {
        stored = change.before();
    }

    /** A piece of its output has arrived and is about to be {@link #printed}. */
    void expect(Decoding piece, boolean isCounted) {
        counted |= isCounted;
        if (recorded == null) {
            recorded = new RecordedBytes(run.received());
        }
        recorded.expect(piece);
    }

    /** Whether a piece was expected on this server, and nothing has come from another one since. */
    boolean isExpecting() {
        return recorded != null;
    }

    /**
     * It has printed.
     *
     * @param read how many bytes of its text the output stands for
     */
    void printed(int read, long elapsedMillis) {
        printed = true;
        heardMillis = elapsedMillis;
        if (recorded != null) {
            recorded.record(read);
        }
    }

    /** Whether output has arrived; if the run has ended, since its end. */
    boolean hasPrinted() {
        return printed;
    }

    /** Adds to the number of bytes that its producer has sent. */
    void received(long bytes, long elapsedMillis) {
        run = run.withReceived(run.received() + bytes);
        if (recorded != null) {
            recorded.arrived();
        }
        heardMillis = elapsedMillis;
        cutOff = false;
    }

    /** Whether its producer has been silent since then. */
    boolean isSilentSince(long elapsedMillis) {
        return goesOn() && heardMillis <= elapsedMillis;
    }

    /** Its producer has lost its connection. It continues when more is {@link #received}. */
    void cutOff() {
        cutOff = true;
    }

    boolean isCutOff() {
        return cutOff && goesOn();
    }

    /** Keeps the beginning of a character that the received bytes end with; empty if they end with a whole one. */
    void keepCut(byte[] bytes) {
        cut = bytes;
    }

    /** What was kept last; empty if nothing was. */
    byte[] cut() {
        return cut;
    }

    /** Whether a producer on this server counts what it sends, and can send it again. */
    boolean isCounted() {
        return counted;
    }

    /** Another server has recorded output that may be of this run. */
    void heardElsewhere(long elapsedMillis) {
        if (goesOn() && recorded == null) {
            heardMillis = elapsedMillis;
        }
    }

    /** Whether several producers print parts of it here, and nobody counts. */
    boolean isOfSeveralProducers() {
        return recorded != null && !counted;
    }

    /**
     * Another server has recorded output of it.
     *
     * @param received how many bytes of it are in records there
     */
    void continuesElsewhere(long received, long elapsedMillis) {
        run = run.withReceived(received);
        stored = received;
        heardMillis = elapsedMillis;
        recorded = null;
        cut = NOTHING;
        cutOff = false;
        counted = false;
    }

    /** Its end, after which nothing has been printed yet. */
    void end(RunEnded event, long offset, long nowMillis) {
        printed = false;
        if (goesOn()) {
            run = new Run(run.started(), run.startedMillis(), run.first(), event, nowMillis, offset, run.received());
        }
    }

    /** Its end is not stored and about to be recorded again. */
    void withdrawEnd() {
        run = new Run(run.started(), run.startedMillis(), run.first(), null, 0, 0, run.received());
    }
}

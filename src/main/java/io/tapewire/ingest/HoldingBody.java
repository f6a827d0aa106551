package io.tapewire.ingest;

/** A body whose request holds something until its end, such as values that are masked. One thread at a time. */
final class HoldingBody extends WrappedBody {
    private final Runnable release;
    private boolean released;

    /** @param release called once, when the body has ended or was broken off */
    HoldingBody(Body body, Runnable release) {
        super(body);
        this.release = release;
    }

    /** If the end cannot be accepted, it is held until {@link #breakOff}, which follows. */
    @Override
    public void end() {
        super.end();
        release();
    }

    @Override
    public void breakOff() {
        try {
            super.breakOff();
        } finally {
            release();
        }
    }

    /** Only once, because what was held may be in other hands then. */
    private void release() {
        if (!released) {
            released = true;
            release.run();
        }
    }
}

package io.tapewire.event;

/**
 * Tells the caller of {@code fire} whether an event was recorded, even if another observer threw. A failing observer
 * of the application is no reason to tell the producer that its output was not accepted. One thread.
 */
public final class Recording {
    private static final ThreadLocal<Recording> CURRENT = new ThreadLocal<>();

    private final Object event;
    private final Recording outer;
    private boolean done;

    private Recording(Object event) {
        this.event = event;
        this.outer = CURRENT.get();
    }

    /** To be called before an event is fired; {@link #end} afterwards. */
    public static Recording begin(Object event) {
        Recording recording = new Recording(event);
        CURRENT.set(recording);
        return recording;
    }

    /** Notes that this event has been recorded. */
    public static void note(Object event) {
        Recording current = CURRENT.get();
        if (current != null && current.event == event) {
            current.done = true;
        }
    }

    public boolean isDone() {
        return done;
    }

    public void end() {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }
}

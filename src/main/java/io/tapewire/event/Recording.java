package io.tapewire.event;

/**
 * Tells whoever fires an event whether it was recorded, in case that an observer throws: there may be many of them, and what
 * the application's own ones throw is no reason to tell a producer that its output was not taken. One thread.
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

    /** This very event has been recorded. */
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

package io.tapewire.history;

import io.tapewire.event.RunStarted;
import io.tapewire.log.Run;
import jakarta.json.JsonObject;
import java.util.HashSet;
import java.util.Set;

/** The runs in an asciicast: in which size a terminal shows them, what their borders are called, and how a single one ended. */
final class CastRuns {
    /** The size for output that no program with a terminal of its own has printed. */
    static final CastSize STANDARD = new CastSize(100, 30);

    private final Set<String> names = new HashSet<>();
    private Integer exit;
    private boolean newLines;
    private boolean mayMissRuns;
    private CastSize size;

    /**
     * The runs of a recording.
     *
     * @param current the run that is open where the recording begins, or {@code null}
     */
    CastRuns(Run current) {
        goOnWith(current);
    }

    /** From here on this run is open, or none if it is {@code null}. */
    void goOnWith(Run current) {
        RunStarted started = current == null ? null : current.started();
        if (started != null) {
            names.add(started.run());
        }
        newLines = started == null || started.cols() == null;
        size = newLines ? STANDARD : new CastSize(started.cols(), started.rows());
    }

    /** Records within the recording are gone, which may have been of any run. */
    void goOnBehindGap(Run current) {
        mayMissRuns = true;
        goOnWith(current);
    }

    /** Whether a line feed begins a new line, because the program had no terminal. */
    boolean beginsNewLines() {
        return newLines;
    }

    CastSize size() {
        return size;
    }

    /** Notes that a run starts, and returns the marker's text. */
    String started(JsonObject data) {
        String name = data.getString("run");
        names.add(name);
        String title = data.getString("title", null);
        return "started: " + (title == null ? name : title);
    }

    /** Notes that a run, or output of no run, has ended, and returns the marker's text. */
    String ended(JsonObject data) {
        String name = data.getString("run", null);
        if (name != null) {
            names.add(name);
            exit = data.containsKey("exit") ? Integer.valueOf(data.getInt("exit")) : null;
        }
        String how =
                data.getString("outcome") + (data.containsKey("exit") ? ", exit status " + data.getInt("exit") : "");
        return name == null ? "ended: " + how : "ended: " + name + ", " + how;
    }

    /** The exit status of the recording: that of its run if there is exactly one and it has ended with a known one; or {@code null}. */
    Integer exit() {
        return names.size() == 1 && !mayMissRuns ? exit : null;
    }
}

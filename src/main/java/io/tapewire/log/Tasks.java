package io.tapewire.log;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last status of each task of one log, in the order in which they have changed. Bounded by count and bytes: those
 * that changed least recently are forgotten first. Guarded by its log.
 */
final class Tasks {
    /** Bytes of memory for a task, without its texts. */
    private static final int OVERHEAD = 200;

    private final int most;
    private final long mostBytes;
    private final Map<String, Task> byId = new LinkedHashMap<>();
    private long bytes;

    Tasks(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    void changed(Task task) {
        Task before = byId.remove(task.id());
        bytes += sizeOf(task) - (before == null ? 0 : sizeOf(before));
        byId.put(task.id(), task);
        Iterator<Task> oldest = byId.values().iterator();
        while (byId.size() > most || bytes > mostBytes) {
            forget(oldest);
        }
    }

    /** Forgets the half that changed less recently, to make room for others. Returns false if there was nothing. */
    boolean forgetHalf() {
        Iterator<Task> oldest = byId.values().iterator();
        int half = (byId.size() + 1) / 2;
        for (int i = 0; i < half; i++) {
            forget(oldest);
        }
        return half > 0;
    }

    private void forget(Iterator<Task> oldest) {
        bytes -= sizeOf(oldest.next());
        oldest.remove();
    }

    void clear() {
        byId.clear();
        bytes = 0;
    }

    /** All of them; the one that changed last comes last. */
    List<Task> list() {
        return List.copyOf(byId.values());
    }

    /** Bytes of memory. */
    long footprint() {
        return bytes;
    }

    private static long sizeOf(Task task) {
        // two bytes for a character, which not every text needs
        return OVERHEAD + 2L * (task.id().length() + task.data().length());
    }
}

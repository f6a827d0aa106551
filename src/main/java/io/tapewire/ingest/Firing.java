package io.tapewire.ingest;

import io.tapewire.event.Recording;
import io.tapewire.fault.FaultLog;
import java.util.function.Consumer;

/** Fires events. Separates failures of other observers from failures that the producer must be told. */
final class Firing {
    private static final FaultLog FAULTS = FaultLog.of(Firing.class);

    private Firing() {}

    /**
     * Returns a consumer that fires an event. If an observer throws after the event was recorded, the failure is only
     * reported. Otherwise it is thrown.
     */
    static <T> Consumer<T> with(Consumer<T> fire) {
        return event -> {
            Recording recording = Recording.begin(event);
            try {
                fire.accept(event);
            } catch (Throwable thrown) {
                if (!recording.isDone()) {
                    throw thrown;
                }
                FAULTS.report("An observer of a published event failed; the event is published nevertheless", thrown);
            } finally {
                recording.end();
            }
        };
    }
}

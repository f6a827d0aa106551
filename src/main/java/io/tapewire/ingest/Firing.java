package io.tapewire.ingest;

import io.tapewire.event.Recording;
import io.tapewire.fault.FaultLog;
import java.util.function.Consumer;

/** Fires what a request publishes, and tells the failures of those who observe it from those that concern the producer. */
final class Firing {
    private static final FaultLog FAULTS = FaultLog.of(Firing.class);

    private Firing() {}

    /** Has what an observer throws end no request once the event is recorded. Before that, it is thrown. */
    static <T> Consumer<T> with(Consumer<T> fire) {
        return event -> {
            Recording recording = Recording.begin(event);
            try {
                fire.accept(event);
            } catch (Throwable thrown) {
                if (!recording.isDone()) {
                    throw thrown;
                }
                FAULTS.report("An observer of what is published failed, it is published all the same", thrown);
            } finally {
                recording.end();
            }
        };
    }
}

package io.tapewire.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.event.Notification;
import io.tapewire.event.Recording;
import io.tapewire.fault.CapturedLog;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FiringTest {
    private static final Notification EVENT = new Notification("build", "title", "message");

    @Test
    void what_keeps_an_event_from_being_recorded_is_thrown() {
        Consumer<Notification> firing = Firing.with(event -> {
            throw new IllegalArgumentException("too large");
        });
        assertThatThrownBy(() -> firing.accept(EVENT)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_an_observer_throws_when_it_is_recorded_is_reported_and_not_thrown() {
        try (CapturedLog log = CapturedLog.ofTapewire()) {
            Firing.with(event -> {
                        Recording.note(event);
                        throw new IllegalStateException("an observer of the application's");
                    })
                    .accept(EVENT);
            Firing.with(event -> {
                        Recording.note(event);
                        throw new NoClassDefFoundError("an error of the application's");
                    })
                    .accept(EVENT);
            assertThat(log.errors()).hasSize(2);
        }
    }

    @Test
    void that_another_event_was_recorded_meanwhile_says_nothing_of_this_one() {
        Notification equal = new Notification("build", "title", "message");
        Consumer<Notification> firing = Firing.with(event -> {
            Firing.with(Recording::note).accept(equal);
            Recording.note(equal);
            throw new IllegalStateException("the container failed");
        });
        assertThatThrownBy(() -> firing.accept(EVENT)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_observer_that_fires_something_else_changes_nothing_for_the_event_it_observes() {
        try (CapturedLog log = CapturedLog.ofTapewire()) {
            Firing.with(event -> {
                        Firing.with(other -> {}).accept(new Object());
                        Recording.note(event);
                        throw new IllegalStateException("an observer of the application's");
                    })
                    .accept(EVENT);
            assertThat(log.errors()).hasSizeLessThanOrEqualTo(1);
        }
    }
}

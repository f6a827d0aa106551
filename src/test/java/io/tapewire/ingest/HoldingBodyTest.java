package io.tapewire.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldingBodyTest {
    private final List<String> calls = new ArrayList<>();

    @Test
    void what_is_held_is_released_when_the_body_has_ended() {
        HoldingBody body = body(null);
        body.take(new byte[] {1}, 1);
        body.end();
        assertThat(calls).containsExactly("take 1", "end", "release");
    }

    @Test
    void what_is_held_is_released_when_the_body_has_broken_off() {
        body(null).breakOff();
        assertThat(calls).containsExactly("break off", "release");
    }

    @Test
    void an_end_that_fails_leaves_the_release_to_the_break_that_follows() {
        HoldingBody body = body(new IllegalStateException("full"));
        assertThatThrownBy(body::end).hasMessage("full");
        assertThatThrownBy(body::breakOff).hasMessage("full");
        assertThat(calls).containsExactly("end", "break off", "release");
    }

    private HoldingBody body(RuntimeException failure) {
        Body inner = new Body() {
            @Override
            public void take(byte[] bytes, int length) {
                calls.add("take " + length);
            }

            @Override
            public void end() {
                calls.add("end");
                fail();
            }

            @Override
            public void breakOff() {
                calls.add("break off");
                fail();
            }

            private void fail() {
                if (failure != null) {
                    throw failure;
                }
            }
        };
        return new HoldingBody(inner, () -> calls.add("release"));
    }

    @Test
    void it_is_released_once() {
        HoldingBody body = body(null);
        body.end();
        body.breakOff();
        assertThat(calls).containsExactly("end", "release", "break off");
    }
}

package io.tapewire.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SealTest {
    private final Seal seal = new Seal("token");

    @Test
    void what_was_closed_can_be_opened_with_the_same_token_at_the_same_place() {
        String closed = seal.close("here", "a secret £");

        assertThat(new Seal("token").open("here", closed)).contains("a secret £");
        assertThat(new Seal("tokem").open("here", closed)).isEmpty();
        assertThat(seal.open("there", closed)).isEmpty();
    }

    @Test
    void nobody_can_tell_whether_two_texts_are_the_same() {
        assertThat(seal.close("here", "text")).isNotEqualTo(seal.close("here", "text"));
    }

    @Test
    void what_was_changed_or_is_something_else_is_not_opened() {
        String closed = seal.close("here", "text");
        for (int i = 0; i < closed.length(); i++) {
            char other = closed.charAt(i) == 'A' ? 'B' : 'A';
            String changed = closed.substring(0, i) + other + closed.substring(i + 1);
            if (!changed.equals(closed)) {
                assertThat(seal.open("here", changed).filter(text -> !text.equals("text")))
                        .isEmpty();
            }
        }
        assertThat(seal.open("here", "")).isEmpty();
        assertThat(seal.open("here", "plain")).isEmpty();
        assertThat(seal.open("here", "not base64!")).isEmpty();
    }
}

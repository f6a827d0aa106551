package io.tapewire.mask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedactorTest {
    private static final int MOST_HELD = 100;

    private final Redactor redactor = new Redactor(MOST_HELD);
    private List<Automaton> automata = finding("aab");

    @Test
    void a_secret_is_found_although_a_beginning_of_it_came_before() {
        assertThat(take("aa")).isEmpty();
        assertThat(take("ab")).isEqualTo("a***");
        assertThat(rest()).isEmpty();
    }

    @Test
    void what_cannot_be_a_secret_is_not_held() {
        byte[] piece = "nothing of it here".getBytes(UTF_8);
        assertThat(redactor.take(piece, automata)).isSameAs(piece);
        assertThat(redactor.isSpent()).isTrue();
    }

    @Test
    void only_the_beginning_of_a_secret_is_held_and_shown_when_it_is_none() {
        assertThat(take("xxa")).isEqualTo("xx");
        assertThat(redactor.isSpent()).isFalse();
        assertThat(take("c")).isEqualTo("ac");
        assertThat(take("aa")).isEmpty();
        assertThat(rest()).isEqualTo("aa");
    }

    @Test
    void the_rest_of_a_secret_is_masked_even_if_its_beginning_was_released() {
        assertThat(take("aa")).isEmpty();
        assertThat(rest()).isEqualTo("aa");
        assertThat(redactor.isSpent()).isFalse();
        assertThat(take("bc")).isEqualTo("***c");
    }

    @Test
    void sequences_do_not_hide_a_secret_and_stay_where_they_are() {
        assertThat(take("x\u001b[31ma\u001b[32ma\u001b[mb\u001b[1my"))
                .isEqualTo("x\u001b[31m***\u001b[32m\u001b[m\u001b[1my");
    }

    @Test
    void a_secret_in_a_title_is_masked() {
        assertThat(take("\u001b]0;is aab\u0007x")).isEqualTo("\u001b]0;is ***\u0007x");
        assertThat(take("\u001b]8;;http://aab/\u001b\\link\u001b]8;;\u001b\\"))
                .isEqualTo("\u001b]8;;http://***/\u001b\\link\u001b]8;;\u001b\\");
    }

    @Test
    void a_secret_that_a_broken_sequence_swallows_in_part_is_masked_as_far_as_it_is_shown() {
        automata = finding("hunter22");
        assertThat(take("\u001b[hunter22")).isEqualTo("\u001b[h***");
    }

    @Test
    void overlapping_secrets_are_one_range() {
        automata = finding("abcdef", "defghi");
        assertThat(take("-abcdefghi-abcdefabcdef-")).isEqualTo("-***-***-");
    }

    @Test
    void a_secret_within_another_one_is_found_when_the_longer_one_is_not() {
        automata = finding("abcdefgh", "cde");
        assertThat(take("abcde")).isEmpty();
        assertThat(take("x")).isEqualTo("ab***x");
    }

    @Test
    void a_secret_may_have_line_feeds_and_any_characters() {
        automata = finding("line one\nline £wö😀");
        assertThat(take("a line one\nli")).isEqualTo("a ");
        assertThat(take("ne £wö😀.")).isEqualTo("***.");
    }

    @Test
    void what_is_held_is_bounded() {
        assertThat(take("a")).isEmpty();
        String sequences = "\u001b[31m".repeat(MOST_HELD / 5 + 1);
        assertThat(take(sequences)).isEqualTo("a" + sequences);
        assertThat(take("ab")).isEqualTo("***");
    }

    @Test
    void a_value_that_is_registered_now_is_found_in_what_is_held() {
        assertThat(take("x-aa")).isEqualTo("x-");
        automata = finding("aab", "aac");
        assertThat(take("c")).isEqualTo("***");
    }

    @Test
    void what_is_held_is_shown_when_nothing_is_masked_any_more() {
        assertThat(take("aa")).isEmpty();
        automata = List.of();
        assertThat(take("b")).isEqualTo("aab");
        assertThat(redactor.isSpent()).isTrue();
    }

    private String take(String piece) {
        return new String(redactor.take(piece.getBytes(UTF_8), automata), UTF_8);
    }

    private String rest() {
        return new String(redactor.release(), UTF_8);
    }

    private static List<Automaton> finding(String... patterns) {
        return List.of(Automaton.of(
                Arrays.stream(patterns).map(each -> each.getBytes(UTF_8)).toList()));
    }
}

package io.tapewire.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.terminal.Lines;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is looked for, and what can be told of it without looking closely. */
class ExpressionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "error.*timeout ; error + timeout",
                "error|warn(ing)? ; error, warn",
                "(error|warning): x ; error, warning + : x",
                "ab*c+de ; a + c + de",
                "a{3}b ; a + b",
                "colou?r ; colo + r",
                "(foo)?bar ; bar",
                "\\bexit\\b code \\d+ ; 'exit code '",
                "a\\.b\\x41c ; a.b + c",
                "[^]a]bc[[:alpha:]]d ; bc + d",
                "x(?:abc|de)yz ; x + abc, de + yz",
                "(?P<n>abc) ; abc",
                "a\\Qb.c\\E ; a",
                "\\pL\\p{Greek}abc ; abc",
            })
    void every_match_has_one_of_the_outlines_texts(String regex, String texts) {
        assertThat(RegexOutline.of(regex.strip()).literals().stream().map(any -> String.join(", ", any)))
                .containsExactlyElementsOf(Arrays.asList(texts.split(" \\+ ", -1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a|b*", ".*", "[0-9]+", "(a|b)?", "a|", "()", "x*", "\\d{3}"})
    void of_some_nothing_is_known(String regex) {
        assertThat(RegexOutline.of(regex).literals()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"((x{100}){100}){100}", "(a{1000}){2}", "(", "[a", "[\\", "a**", "a{2,1}", "\\8", "a\\"})
    void what_is_not_valid_or_would_take_too_much_memory_is_refused(String regex) {
        assertThatThrownBy(() -> Expression.regex(regex, false))
                .isInstanceOf(BadExpression.class)
                .hasMessageStartingWith("error parsing regexp");
    }

    @Test
    void repetitions_that_together_would_take_too_much_time_are_refused() {
        for (String regex : List.of(".{1000}".repeat(142), "(a{600}|b{700})", "x{1,1000}", "(.{30}){30}(.{30}){30}")) {
            assertThatThrownBy(() -> Expression.regex(regex, false))
                    .as(regex)
                    .isInstanceOf(BadExpression.class)
                    .hasMessageStartingWith("error parsing regexp: expression too large");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".{1000}", "x{1,500}y{5}", "(ab|cd){100}", "(\\d{1,3}\\.){3}\\d{1,3}"})
    void usual_repetitions_are_not(String regex) throws BadExpression {
        assertThat(find(Expression.regex(regex, false), "x")).isNull();
    }

    @Test
    void no_further_spans_are_looked_for_when_it_is_too_late() throws BadExpression {
        assertThat(Expression.regex("a", true).in("aaa", () -> true).count()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "kelvin, 5 \u212aelvin",
        "\u212a, k",
        "s, \u017f",
        "STRASSE, strasse",
        "ärger, ÄRGER",
        "ПРИВЕТ, привет",
        "漢字, 漢字",
        "İ, i",
        "a b, A B",
        "[x], [X]"
    })
    void text_is_found_in_whatever_case(String wanted, String line) {
        assertThat(find(Expression.text(wanted, false), line)).isNotNull();
        assertThat(find(Expression.text(wanted, true), line))
                .matches(spans -> (spans == null) != line.contains(wanted));
    }

    @Test
    void a_switch_within_the_expression_ignores_case_as_well() throws BadExpression {
        assertThat(find(Expression.regex("(?i)error", true), "ERROR")).isNotNull();
        assertThat(find(Expression.regex("a(?i:b)c", true), "aBc")).isNotNull();
        assertThat(find(Expression.regex("error", true), "ERROR")).isNull();
    }

    @Test
    void the_number_of_spans_is_bounded() throws BadExpression {
        assertThat(find(Expression.text("a", false), "a".repeat(5_000)).count()).isEqualTo(100);
        assertThat(find(Expression.regex("a", false), "a".repeat(5_000)).count())
                .isEqualTo(100);
        assertThat(find(Expression.regex("x*", false), "aaa").count()).isZero();
    }

    @Test
    void the_filter_never_hides_a_line_that_matches() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            String text = letters(random, 1 + random.nextInt(60));
            int from = random.nextInt(text.length());
            String wanted = text.substring(from, from + 1 + random.nextInt(text.length() - from));
            assertThat(find(Expression.text(wanted, true), text)).as(text).isNotNull();
            assertThat(find(Expression.text(wanted.toUpperCase(Locale.ROOT), false), text))
                    .as(text)
                    .isNotNull();
        }
    }

    private static String letters(Random random, int count) {
        StringBuilder text = new StringBuilder();
        String letters = random.nextBoolean() ? "abkszxy-.19 " : "abksäöя漢 ";
        for (int i = 0; i < count; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    private static Spans find(Expression expression, String line) {
        Spans[] found = new Spans[1];
        Lines lines = new Lines(
                1,
                10_000,
                settled -> found[0] = expression.mayMatch(settled) ? expression.in(settled.text(), () -> false) : null);
        lines.begin(1, 1);
        byte[] utf8 = line.getBytes(UTF_8);
        lines.read(utf8, 0, utf8.length);
        lines.finish();
        return found[0];
    }
}

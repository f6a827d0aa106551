package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;

/** What browsers keep of the page, and what they ask for again. */
class CachingIT extends BrowserTest {
    private static final String KEPT = "public, max-age=31536000, immutable";

    private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"([^\"#]+)\"");
    /** What is imported before the module runs. */
    private static final Pattern IMPORT = Pattern.compile("(?:from|import) ?\"\\./([^\"]+)\"");

    /** Files of this server that were not taken from the browser's cache, apart from the page and from data. */
    private static final String ASKED_FOR = """
            return performance.getEntriesByType('resource')
              .filter(({ name, transferSize }) => name.includes('/tapewire/') && !name.endsWith('/tapewire/me') && transferSize > 0)
              .map(({ name }) => name);""";

    @Test
    void every_file_with_a_hash_in_its_name_is_kept_for_good() {
        List<String> files = BuiltFiles.all();

        assertThat(files).hasSizeGreaterThan(20).allSatisfy(file -> {
            HttpResponse<String> answer = get(file);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "Cache-Control")).isEqualTo(KEPT);
            assertThat(header(answer, "Vary")).contains("Accept-Encoding");
            assertThat(header(answer, "ETag")).isNotEmpty();
            assertThat(header(answer, "Content-Type")).contains(typeOf(file));
            assertThat(header(answer, "Content-Security-Policy")).contains("script-src 'self'");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tapewire/client/index.js",
                "/tapewire/client/terminal.js",
                "/tapewire/client/elements.js",
                "/tapewire/styles/tokens.css",
                "/tapewire/icon.svg"
            })
    void a_file_whose_address_stays_is_asked_for_again_each_time(String file) {
        HttpResponse<String> answer = get(file);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"index", "terminal", "elements"})
    void a_module_whose_address_stays_leads_to_files_that_are_there(String module) {
        assertThat(imported(get("/tapewire/client/" + module + ".js").body()))
                .isNotEmpty()
                .allSatisfy(name ->
                        assertThat(get("/tapewire/client/" + name).statusCode()).isEqualTo(200));
    }

    @Test
    void the_page_is_not_kept_and_names_every_file_that_it_begins_with() {
        HttpResponse<String> page =
                Producer.send(HttpRequest.newBuilder(at("/")).header("Cookie", cookie()));
        assertThat(header(page, "Cache-Control")).isEqualTo("no-store");

        Set<String> named = new HashSet<>();
        ADDRESS.matcher(page.body()).results().map(found -> found.group(1)).forEach(named::add);
        assertThat(named).hasSizeGreaterThan(10).allSatisfy(path -> {
            assertThat(path).startsWith("/tapewire/client/built/");
            assertThat(get(path).statusCode()).isEqualTo(200);
        });
        for (String path : named) {
            assertThat(imported(get(path).body()))
                    .as("what %s imports", path)
                    .allMatch(name -> named.contains("/tapewire/client/built/" + name));
        }
    }

    @Test
    void the_page_asks_for_none_of_its_files_a_second_time() {
        producer.print(channel, "once\n");
        openChannel(channel).awaitText("once");
        page.open(at("/nothing"));

        page.open(at("/?channel=" + channel)).awaitText("once");

        assertThat((List<?>) browser.executeScript(ASKED_FOR)).isEmpty();
    }

    @Test
    void a_file_of_another_version_is_not_there_and_the_answer_says_what_to_do() {
        HttpResponse<String> answer = get("/tapewire/client/built/page-AAAAAAAA.js");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        assertThat(answer.body()).contains("\"code\":\"not_found\"").contains("reload the page");
    }

    @Test
    void a_page_whose_later_parts_are_gone_asks_to_be_reloaded() {
        block("*/extras-*");
        try {
            openChannel(channel);
            page.pressInFocus(",");

            page.until(
                    "it says so",
                    () -> browser.findElements(By.cssSelector(".tapewire-toast")).stream()
                            .anyMatch(toast -> toast.getText().contains("reload the page")));
        } finally {
            block();
        }
    }

    @Test
    void a_page_whose_first_parts_are_gone_asks_to_be_reloaded() {
        producer.print(channel, "there\n");
        page.open(at("/?channel=" + channel + "&token=" + TOKEN));
        block("*/page-*.js");
        try {
            page.open(at("/?channel=" + channel));
            page.until(
                    "it says so",
                    () -> browser.findElements(By.cssSelector("[role=alert].tapewire-incomplete")).stream()
                            .anyMatch(notice -> notice.getText().contains("another version")));
        } finally {
            block();
        }

        browser.findElement(By.cssSelector(".tapewire-incomplete button")).click();

        page.awaitText("there");
    }

    private static void block(String... addresses) {
        browser.executeCdpCommand("Network.enable", Map.of());
        browser.executeCdpCommand("Network.setCacheDisabled", Map.of("cacheDisabled", addresses.length > 0));
        browser.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of(addresses)));
    }

    private static String typeOf(String file) {
        return switch (file.substring(file.lastIndexOf('.') + 1)) {
            case "js" -> "javascript";
            case "css" -> "text/css";
            case "svg" -> "image/svg+xml";
            default -> "application/json";
        };
    }

    private static List<String> imported(String module) {
        return IMPORT.matcher(module)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private String cookie() {
        return header(get("/?token=" + TOKEN), "Set-Cookie").replaceFirst(";.*", "");
    }

    private HttpResponse<String> get(String path) {
        return Producer.send(HttpRequest.newBuilder(at(path)));
    }
}

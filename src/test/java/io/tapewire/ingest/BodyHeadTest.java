package io.tapewire.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.compression.Encoding;
import io.tapewire.http.Rejected;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyHeadTest {
    private static final String LENGTH = "Content-Length: 5";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTP/1.0 | Content-Length: 5
            HTTP/1.0 | Content-Length: 0
            HTTP/1.1 | Content-Length: 5
            HTTP/1.1 | Content-Length: 0
            HTTP/1.1 | Transfer-Encoding: chunked
            HTTP/1.1 | Transfer-Encoding: Chunked
            HTTP/2.0 |
            HTTP/2   |
            HTTP/2.0 | Content-Length: 5
            """)
    void a_body_is_taken_whose_end_is_known(String protocol, String header) {
        BodyHead.require(request(protocol, header));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTP/1.0 |
            HTTP/1.1 |
            HTTP/1.0 | Transfer-Encoding: chunked
            HTTP/1.1 | Transfer-Encoding: identity
            HTTP/1.1 | Transfer-Encoding: gzip
            HTTP/1.1 | Transfer-Encoding: gzip, chunked
            HTTP/1.1 | Transfer-Encoding: chunked, chunked
            HTTP/1.1 | Transfer-Encoding: chunked;Transfer-Encoding: identity
            HTTP/1.1 | Transfer-Encoding: identity;Content-Length: 5
            HTTP/1.1 | Transfer-Encoding:
            """)
    void one_whose_end_is_not_known_is_refused(String protocol, String headers) {
        assertRefused(
                request(protocol, headers == null ? new String[0] : headers.split(";", -1)), 411, "Content-Length");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data; boundary=x",
                "Multipart/Form-Data",
                "multipart/mixed",
                "multipart/byteranges; boundary=x",
                " multipart/related"
            })
    void a_form_is_refused_with_what_to_do_instead(String type) {
        assertRefused(request("HTTP/1.1", LENGTH, "Content-Type: " + type), 415, "--data-binary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/plain; charset=utf-8",
                "text/plain;charset=\"UTF-8\"",
                "text/plain; charset=US-ASCII; format=flowed",
                "application/octet-stream",
                "application/x-www-form-urlencoded",
                "application/json; charset=utf-8",
                "text/multipart/",
                "",
                "nonsense"
            })
    void every_other_type_is_taken(String type) {
        BodyHead.require(request("HTTP/1.1", LENGTH, "Content-Type: " + type));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain; charset=iso-8859-1",
                "text/plain;charset=\"UTF-16\"",
                "text/plain; format=flowed; charset=windows-1252"
            })
    void text_in_another_charset_is_refused_instead_of_shown_as_rubbish(String type) {
        assertRefused(request("HTTP/1.1", LENGTH, "Content-Type: " + type), 415, "UTF-8");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            415 | Content-Encoding: br
            415 | Content-Encoding: gzip, gzip
            400 | Content-Range: bytes 3-7/8
            """)
    void a_body_that_is_not_the_output_itself_is_refused(int status, String header) {
        assertRefused(request("HTTP/1.1", LENGTH, header), status, "is not supported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Encoding: identity", "Content-Encoding: Identity", "Accept: */*"})
    void an_encoding_that_changes_nothing_is_none(String header) {
        HttpServletRequest request = request("HTTP/1.1", LENGTH, header);
        BodyHead.require(request);
        assertThat(BodyHead.encoding(request)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GZIP    | Content-Encoding: gzip
            GZIP    | Content-Encoding: X-GZip
            DEFLATE | Content-Encoding: deflate
            """)
    void compressed_bodies_are_accepted(Encoding encoding, String header) {
        HttpServletRequest request = request("HTTP/1.1", LENGTH, header);
        BodyHead.require(request);
        assertThat(BodyHead.encoding(request)).contains(encoding);
    }

    private static void assertRefused(HttpServletRequest request, int status, String help) {
        assertThatThrownBy(() -> BodyHead.require(request))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(status))
                .hasMessageContaining(help);
    }

    private static HttpServletRequest request(String protocol, String... headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                BodyHeadTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getProtocol" -> protocol;
                    case "getContentType" ->
                        find(headers, "Content-Type").stream().findFirst().orElse(null);
                    case "getHeader" ->
                        find(headers, (String) arguments[0]).stream()
                                .findFirst()
                                .orElse(null);
                    case "getHeaders" -> Collections.enumeration(find(headers, (String) arguments[0]));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static List<String> find(String[] headers, String name) {
        return Arrays.stream(headers)
                .filter(line ->
                        line != null && line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }
}

package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a producer says about its body before it sends any, on the wire as it is. */
class BodyHeadIT extends ServerTest {
    @Test
    void output_from_a_program_that_speaks_http_1_0_is_taken_with_its_length() {
        var answer = upload("PUT", "output", "HTTP/1.0", "Content-Length: 5")
                .body("hello")
                .send();

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body()).contains("\"bytes\":5");
        assertThat(producer.history(channel)).isEqualTo("hello");
    }

    @Test
    void an_empty_body_is_one_that_says_so() {
        var answer = upload("PUT", "output", "HTTP/1.1", "Content-Length: 0").send();

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body()).contains("\"bytes\":0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PUT  | output   | HTTP/1.0 |                                   | hello
            POST | output   | HTTP/1.0 |                                   | hello
            POST | messages | HTTP/1.0 |                                   | {}
            PUT  | output   | HTTP/1.1 |                                   |
            POST | messages | HTTP/1.1 |                                   |
            PUT  | output   | HTTP/1.0 | Transfer-Encoding: chunked        | hello
            PUT  | output   | HTTP/1.1 | Transfer-Encoding: identity       | hello
            PUT  | output   | HTTP/1.1 | Transfer-Encoding: gzip           | hello
            PUT  | output   | HTTP/1.1 | Transfer-Encoding: gzip, chunked  | hello
            """)
    void a_body_whose_end_nobody_knows_is_refused_instead_of_lost(
            String method, String resource, String protocol, String header, String body) {
        RawRequest request = upload(method, resource, protocol, header);

        assertRefused(request.body(body == null ? "" : body).send(), 411, "length_required");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Transfer-Encoding: chunked  | Content-Length: 3
            Content-Length: 3           | Content-Length: 5
            Content-Length: -5          | Accept: */*
            Content-Length: five        | Accept: */*
            Content-Length: 5, 3        | Accept: */*
            """)
    void a_body_with_two_ends_is_refused(String one, String other) {
        var answer = upload("PUT", "output", "HTTP/1.1", one)
                .header(other)
                .body("5\r\nhello\r\n0\r\n\r\n")
                .send();

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(Listing.find(producer, channel)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data; boundary=x", "multipart/mixed", "Multipart/Related; boundary=\"x\""})
    void a_form_is_refused_with_what_to_do_instead(String type) {
        for (String resource : new String[] {"output", "messages"}) {
            var answer = upload("POST", resource, "HTTP/1.1", "Content-Type: " + type)
                    .header("Content-Length: 13")
                    .body("--x\r\n\r\nhello\r\n")
                    .send();

            assertRefused(answer, 415, "unsupported_type");
            assertThat(answer.body()).contains("--data-binary @FILE");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            415 | unsupported_encoding | Content-Encoding: br
            415 | unsupported_charset  | Content-Type: text/plain; charset=iso-8859-1
            400 | unsupported_range    | Content-Range: bytes 3-7/8
            """)
    void what_is_not_the_output_itself_is_not_published_by_accident(int status, String code, String header) {
        var answer = upload("PUT", "output", "HTTP/1.1", header)
                .header("Content-Length: 5")
                .body("hello")
                .send();

        assertRefused(answer, status, code);
    }

    @Test
    void a_producer_that_waits_for_leave_gets_it() {
        var answer = upload("PUT", "output", "HTTP/1.1", "Content-Length: 5")
                .header("Expect: 100-continue")
                .body("hello")
                .send();

        assertThat(answer.text()).contains("HTTP/1.1 200").contains("\"bytes\":5");
        assertThat(producer.history(channel)).isEqualTo("hello");
    }

    @Test
    void a_producer_that_waits_for_leave_is_refused_before_it_has_sent_anything() {
        var answer = upload("PUT", "output", "HTTP/1.1", "Content-Length: 5")
                .header("Expect: 100-continue")
                .header("Content-Type: multipart/form-data")
                .sendAndReadTo("}}");

        assertThat(answer.text()).contains("HTTP/1.1 415").contains("\"code\":\"unsupported_type\"");
        assertThat(Listing.find(producer, channel)).isEmpty();
    }

    private RawRequest upload(String method, String resource, String protocol, String header) {
        RawRequest request = RawRequest.begin(
                        at("/"), method + " /channels/" + channel + "/" + resource + " " + protocol)
                .header("Authorization: Bearer " + TOKEN);
        return header == null ? request : request.header(header);
    }

    private void assertRefused(RawRequest.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/json");
        assertThat(answer.body()).startsWith("{\"error\":{\"code\":\"" + code + "\",\"message\":\"");
        assertThat(Listing.find(producer, channel)).isEmpty();
    }
}

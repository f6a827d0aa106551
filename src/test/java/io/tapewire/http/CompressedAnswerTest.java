package io.tapewire.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class CompressedAnswerTest {
    private static final byte[] LONG =
            "a line that is written again and again\n".repeat(100).getBytes(UTF_8);

    private final Map<String, String> headers = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    @Test
    void a_long_answer_is_compressed_and_has_no_length() throws IOException {
        send("gzip", response -> {
            response.setContentLengthLong(LONG.length);
            response.getOutputStream().write(LONG);
        });
        assertThat(headers).containsEntry("Content-Encoding", "gzip").doesNotContainKey("Content-Length");
        assertThat(gunzip()).isEqualTo(LONG);
        assertThat(body.size()).isLessThan(LONG.length / 10);
    }

    @Test
    void a_short_answer_stays_as_it_is_and_has_its_length() throws IOException {
        send("gzip", response -> {
            response.setContentLength(5);
            response.getOutputStream().write("sh".getBytes(UTF_8));
            response.getOutputStream().write("ort".getBytes(UTF_8));
        });
        assertThat(body.toString(UTF_8)).isEqualTo("short");
        assertThat(headers)
                .containsEntry("Content-Length", "5")
                .containsEntry("Vary", "Accept-Encoding")
                .doesNotContainKey("Content-Encoding");
    }

    @Test
    void an_answer_for_others_passes_through() throws IOException {
        send("br", response -> {
            response.setContentLengthLong(LONG.length);
            response.getOutputStream().write(LONG);
        });
        assertThat(body.toByteArray()).isEqualTo(LONG);
        assertThat(headers)
                .containsEntry("Content-Length", String.valueOf(LONG.length))
                .containsEntry("Vary", "Accept-Encoding")
                .doesNotContainKey("Content-Encoding");
    }

    @Test
    void what_is_flushed_can_be_read_at_once() throws IOException {
        send("gzip", response -> {
            response.getOutputStream().write("first\n".getBytes(UTF_8));
            response.flushBuffer();
            GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body.toByteArray()));
            assertThat(new String(in.readNBytes(6), UTF_8)).isEqualTo("first\n");
            response.getOutputStream().write("second\n".getBytes(UTF_8));
        });
        assertThat(new String(gunzip(), UTF_8)).isEqualTo("first\nsecond\n");
    }

    @Test
    void an_answer_that_begins_anew_has_nothing_of_the_one_before() throws IOException {
        send("gzip", response -> {
            response.getOutputStream().write(new byte[100_000]);
            response.resetBuffer();
            response.getOutputStream().write("another\n".getBytes(UTF_8));
        });
        assertThat(new String(gunzip(), UTF_8)).isEqualTo("another\n");
    }

    @Test
    void an_answer_that_fails_is_not_finished() throws IOException {
        assertThatThrownBy(() -> send("gzip", response -> {
                    response.getOutputStream().write(LONG);
                    response.flushBuffer();
                    throw new IOException("planted");
                }))
                .hasMessage("planted");
        assertThatThrownBy(this::gunzip).isInstanceOf(EOFException.class);
    }

    private void send(String accepted, CompressedAnswer.Answer answer) throws IOException {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) -> {
                    assertThat(arguments).containsExactly("Accept-Encoding");
                    return Collections.enumeration(List.of(accepted));
                });
        CompressedAnswer.send(request, response(), answer);
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getOutputStream" -> new Body();
                    case "addHeader", "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                    case "setContentLength", "setContentLengthLong" ->
                        headers.put("Content-Length", arguments[0].toString());
                    case "flushBuffer" -> null;
                    case "resetBuffer" -> {
                        body.reset();
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private byte[] gunzip() throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(body.toByteArray())).readAllBytes();
    }

    private final class Body extends ServletOutputStream {
        @Override
        public void write(int octet) {
            body.write(octet);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            body.write(bytes, from, length);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}

package io.tapewire.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** An answer that a test reads when it has been written, or takes part in while it is written. */
final class FakeResponse {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Map<String, String> headers = new HashMap<>();
    private Runnable beforeWrite = () -> {};
    private Runnable afterLength = () -> {};
    private Runnable afterHeaders = () -> {};

    HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getOutputStream" -> new Body();
                    case "isCommitted" -> body.size() > 0;
                    case "setHeader" -> set((String) arguments[0], (String) arguments[1]);
                    case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
                    case "setContentLengthLong" -> announce((long) arguments[0]);
                    // nothing is held back here
                    case "resetBuffer" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Object announce(long length) {
        afterLength.run();
        return headers.put("Content-Length", String.valueOf(length));
    }

    private Object set(String name, String value) {
        headers.put(name, value);
        if (name.equals("Tapewire-Last")) {
            afterHeaders.run();
        }
        return null;
    }

    /** Does this whenever the answer's headers have been set, before it is written. */
    void afterHeaders(Runnable work) {
        afterHeaders = work;
    }

    /** Does this whenever the answer's length is announced. */
    void afterLength(Runnable work) {
        afterLength = work;
    }

    /** Does this before each piece that is written. */
    void beforeWrite(Runnable work) {
        beforeWrite = work;
    }

    String header(String name) {
        return headers.get(name);
    }

    String body() {
        return body.toString(UTF_8);
    }

    int bytes() {
        return body.size();
    }

    private final class Body extends ServletOutputStream {
        @Override
        public void write(byte[] bytes, int from, int length) {
            beforeWrite.run();
            body.write(bytes, from, length);
        }

        @Override
        public void write(int b) {
            body.write(b);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("answers are written by the request's own thread");
        }
    }
}

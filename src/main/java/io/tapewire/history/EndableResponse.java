package io.tapewire.history;

import io.tapewire.http.Rejected;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/** A long answer that breaks off once its reader may not read any more. One thread, except for {@link #end}. */
final class EndableResponse extends HttpServletResponseWrapper {
    private volatile boolean ended;

    EndableResponse(HttpServletResponse response) {
        super(response);
    }

    /** Nothing more is written from now on. Any thread. */
    void end() {
        ended = true;
    }

    /** What is written to it throws {@link Rejected} after the end. */
    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return new Endable(super.getOutputStream());
    }

    private final class Endable extends ServletOutputStream {
        private final ServletOutputStream out;

        Endable(ServletOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int octet) throws IOException {
            require();
            out.write(octet);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            require();
            out.write(bytes, from, length);
        }

        private void require() {
            if (ended) {
                throw new Rejected(403, "revoked", "the permission was taken back while the answer was sent");
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }
}

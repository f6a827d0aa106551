package io.tapewire.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.http.Resources;
import io.tapewire.http.Routes;
import io.tapewire.http.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** An answer that fails, before or after its first bytes have been sent. Deployed by {@link HalfAnswerIT}. */
@ApplicationScoped
public class HalfAnswer implements Resources {
    /** What is provoked on purpose is nothing to be read in the log; kept, or else the level would be forgotten. */
    private static final Logger LOG = Logger.getLogger("io.tapewire.http.Rejected");

    static {
        LOG.setLevel(Level.OFF);
    }

    /** What has been sent when it fails. */
    static final String FIRST = "the first line\n";

    @Override
    public void addTo(Routes routes) {
        // nobody else answers this
        routes.on("GET", "messages", HalfAnswer::fail);
    }

    private static void fail(Target target, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType("text/plain;charset=utf-8");
        response.setHeader("Tapewire-First", "1");
        if (target.channel().contains("announced")) {
            response.setContentLengthLong(2L * FIRST.length());
        }
        response.getOutputStream().write(FIRST.getBytes(UTF_8));
        if (target.channel().contains("sent")) {
            response.flushBuffer();
        }
        if (target.channel().contains("gone")) {
            throw new IOException("planted: records are gone");
        }
        throw new IllegalStateException("planted: a fault");
    }
}

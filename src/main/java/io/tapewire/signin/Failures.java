package io.tapewire.signin;

import io.tapewire.security.AskPage;
import io.tapewire.security.ReturnAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;

/** Tells people and the log that a sign-in has failed. */
final class Failures {
    private static final Logger LOG = System.getLogger(Failures.class.getName());

    private Failures() {}

    static void show(
            SignInFailed failed,
            ReturnAddress to,
            AskPage page,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (failed.getCause() == null) {
            // anybody can cause it at any time, so it must not fill the log
            LOG.log(Logger.Level.DEBUG, "A sign-in has failed: {0}", failed.getMessage());
        } else {
            LOG.log(Logger.Level.WARNING, "A sign-in has failed: " + reason(failed));
        }
        if (failed.retrySeconds() > 0) {
            response.setHeader("Retry-After", Integer.toString(failed.retrySeconds()));
        }
        page.send(request, response, failed.status(), failed.getMessage(), to);
    }

    /** With the causes' messages, in one line. */
    private static String reason(Throwable failed) {
        StringBuilder text = new StringBuilder(failed.getMessage());
        for (Throwable cause = failed.getCause(); cause != null; cause = cause.getCause()) {
            text.append(" Because: ")
                    .append(cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage());
        }
        return text.toString().replaceAll("\\p{Cntrl}", "?");
    }
}

package io.tapewire.welcome;

import io.tapewire.access.Access;
import io.tapewire.config.Configuration;
import io.tapewire.fault.FaultLog;
import io.tapewire.security.AdministratorToken;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.lang.System.Logger;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Logs how to begin, once this server answers: the page's address, a command to publish with, and who is let in.
 *
 * <p>Neither server has an event for "everything is up", and both continue to log after the application has started.
 * So this requests its own address until it is answered, and then waits until the server has logged the rest.
 */
@ApplicationScoped
public class Welcome {
    private static final Logger LOG = System.getLogger(Welcome.class.getName());
    private static final FaultLog FAULTS = FaultLog.of(Welcome.class);
    private static final int TRIES = 240;
    private static final long BETWEEN_TRIES_MS = 250;
    private static final long LAST_WORDS_MS = 1_000;

    @Inject
    private AdministratorToken token;

    @Inject
    private Configuration configuration;

    @Inject
    private Access access;

    @Resource
    private ManagedThreadFactory threads;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private String contextPath;

    void say(@Observes @Initialized(ApplicationScoped.class) Object started) {
        contextPath = started instanceof ServletContext context ? context.getContextPath() : "";
        // a failure here must not prevent the start
        FAULTS.attempt(
                "Cannot log how to begin",
                () -> threads.newThread(this::sayInPeace).start());
    }

    private void sayInPeace() {
        FAULTS.attempt("Cannot log how to begin", this::sayWhenReady);
    }

    @PostConstruct
    void check() {
        if (!token.isMade() && token.value().length() < 16) {
            LOG.log(Logger.Level.WARNING, "tapewire.token is short enough to be guessed: use 16 characters or more");
        }
    }

    @PreDestroy
    void stop() {
        stopped.countDown();
    }

    private void sayWhenReady() {
        try {
            String address = address();
            for (int tries = 0; tries < TRIES && !answers(address); tries++) {
                if (stopped.await(BETWEEN_TRIES_MS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
            if (!stopped.await(LAST_WORDS_MS, TimeUnit.MILLISECONDS)) {
                LOG.log(Logger.Level.INFO, text(address));
            }
        } catch (InterruptedException e) {
            // the server stops before it was up: nothing to log
            Thread.currentThread().interrupt();
        }
    }

    private String address() {
        return ConfigProvider.getConfig()
                .getOptionalValue("tapewire.url", String.class)
                .map(url -> url.replaceFirst("/+$", ""))
                .orElseGet(() -> "http://localhost:" + HttpPort.find() + contextPath);
    }

    /**
     * The lines to log. {@code -H Expect:} saves a second, because curl waits that long for the answer to
     * {@code Expect: 100-continue}, which Payara's Grizzly 4.0.2 does not send (eclipse-ee4j/glassfish-grizzly#2222).
     *
     * <p>A generated token is logged in full, because nobody knows it otherwise. A configured token is not logged.
     */
    private String text(String address) {
        String page = token.isMade() ? "/?token=" + token.value() : "/";
        String publish = token.isMade() ? token.value() : "$TAPEWIRE_TOKEN";
        return """
                Tapewire is ready.

                  Open     %s%s
                  Publish  some-command 2>&1 | curl -T - -H Expect: -H "Authorization: Bearer %s" %s/channels/build/output
                  Access   %s
                """.formatted(address, page, publish, address, admitted());
    }

    private Admitted admitted() {
        return new Admitted(
                token.isMade(),
                configuration.jwt(),
                configuration.oidc(),
                configuration.proxyLogin(),
                access.hasRules(),
                configuration.origins());
    }

    private static boolean answers(String address) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(address + "/tapewire/icon.svg").toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(1_000);
            connection.setRequestMethod("HEAD");
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }
}

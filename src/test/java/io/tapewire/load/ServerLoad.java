package io.tapewire.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.it.War;
import java.io.IOException;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** The base of every measurement: the packaged WAR on the profile's server, with the configuration that users get. */
@ExtendWith({Report.Extension.class, ArquillianExtension.class})
abstract class ServerLoad {
    private static final String TOKEN = System.getenv("TAPEWIRE_TOKEN");

    private static final String WORKS =
            "work|viewers|channels|lines/s each|bytes|p50 ms|p99 ms|max ms|MB/s|CPU-s|CPU %|CPU-s/GB|frames|lost/doubled/late|printed late, ms|harness CPU-s";

    Target target;
    ServerProcess server;

    @ArquillianResource
    private URL deployed;

    @Deployment(testable = false)
    static WebArchive packagedWar() {
        return War.packaged();
    }

    @BeforeEach
    void find() {
        target = new Target(deployed.getPort(), TOKEN);
        server = ServerProcess.find();
    }

    /** Does something like the work for a while, so that the compiler's part does not count. */
    void warmUp(Work like) throws IOException {
        new Steady(target, server).run(like.named("warm-up"));
    }

    Outcome measure(Work work, Report report) throws IOException {
        Outcome outcome = new Steady(target, server).run(work);
        report(work.name(), work.viewers(), work.channels(), work.rate(), work.length(), outcome, report);
        return outcome;
    }

    static void report(
            String name, int viewers, int channels, Object rate, int length, Outcome outcome, Report report) {
        report.row(
                WORKS,
                name,
                viewers,
                channels,
                rate,
                length,
                outcome.millis(50),
                outcome.millis(99),
                outcome.maxMillis(),
                outcome.megabytesPerSecond(),
                outcome.cost().serverCpu(),
                outcome.cpuPercent(),
                outcome.cpuPerGigabyte(),
                outcome.frames(),
                outcome.faults(),
                outcome.lateMillis(),
                outcome.cost().ownCpu());
        assertThat(outcome.faults()).as("lines of %s", name).isEqualTo(Faults.NONE);
    }
}

package io.tapewire.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.it.War;
import io.tapewire.load.Footprint;
import io.tapewire.load.ServerProcess;
import io.tapewire.load.Target;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** The packaged WAR on the profile's server, with viewers and producers that come and go for {@code -Dsoak.seconds}. */
@DisabledIfSystemProperty(named = "it.server", matches = "nodes", disabledReason = "looks into one server")
@ExtendWith({ServerOutput.Extension.class, ArquillianExtension.class})
class ComingAndGoingSoak {
    private static final int SECONDS = Integer.getInteger("soak.seconds", 60);
    private static final long SEED = Long.getLong("soak.seed", System.nanoTime());

    /** The server makes its threads and classes when they are first needed. */
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    /** Pools grow with what happens to come at once. */
    private static final int MORE_THREADS = 30;

    private static final long MORE_BYTES = 16 << 20;

    private static final long MORE_OWN_BYTES = 1 << 20;

    /**
     * Grizzly keeps the objects of about one in twenty of the connections that vanish, 1.7 KB each. None of ours is
     * among what stays.
     */
    private static final long PAYARAS_BYTES_A_CONNECTION = 120;

    @ArquillianResource
    private URL deployed;

    @Deployment(testable = false)
    static WebArchive packagedWar() {
        return War.packaged();
    }

    @Test
    void nobody_misses_a_line_and_nothing_is_left(ServerOutput output) {
        Target target = new Target(deployed.getPort(), System.getenv("TAPEWIRE_TOKEN"));
        ServerProcess server = ServerProcess.find();
        // what it says of itself while it starts is not ours
        output.takeComplaints();
        Findings warmUp = new Workload(target, SEED).run(WARM_UP);
        Footprint before = Footprint.of(server);

        Findings findings = new Workload(target, SEED + 1).run(Duration.ofSeconds(SECONDS));
        Footprint after = Footprint.of(server);
        List<String> complaints = output.takeComplaints();

        System.out.printf(
                "%nSoak on %s, %d s, seed %d: %s; %s before, %s after; %d complaints in the server's log%n%n",
                System.getProperty("it.server"), SECONDS, SEED, findings, before, after, complaints.size());
        assertThat(warmUp.faults()).isEmpty();
        assertThat(findings.faults()).isEmpty();
        assertThat(complaints).isEmpty();
        assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + MORE_THREADS);
        assertThat(after.heapBytes())
                .as("heap, of which more is used by\n%s\n", after.growthSince(before))
                .isLessThanOrEqualTo(before.heapBytes() + MORE_BYTES + leftByServer(findings));
        assertThat(after.heapBytesOf("io.tapewire"))
                .as("heap of this application's own classes")
                .isLessThanOrEqualTo(before.heapBytesOf("io.tapewire") + MORE_OWN_BYTES);
        assertThat(findings.read.sum()).as("lines that were read").isGreaterThan(findings.printed.sum());
    }

    private static long leftByServer(Findings findings) {
        boolean isPayara = "payara".equals(System.getProperty("it.server"));
        return isPayara ? findings.connections.sum() * PAYARAS_BYTES_A_CONNECTION : 0;
    }
}

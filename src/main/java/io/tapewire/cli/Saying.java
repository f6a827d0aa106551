package io.tapewire.cli;

import io.tapewire.cli.server.Refusal;
import io.tapewire.cli.server.Server;
import io.tapewire.cli.upload.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes one message, and tries again while the server cannot be reached. */
final class Saying {
    @Option(
            names = "--finish-within",
            descriptionKey = "message-within",
            paramLabel = "TIME",
            description = "how long to try, for instance 10s or 5m; default: ${DEFAULT-VALUE}",
            defaultValue = "30s")
    private Duration finish;

    @Parameters(index = "0", paramLabel = "CHANNEL", description = "where to publish")
    private Channel channel;

    /** Returns the exit status. */
    int say(Server server, String type, Map<String, ?> data) throws InterruptedException {
        String key = RunName.random();
        Backoff backoff = new Backoff();
        long deadline = System.nanoTime() + finish.toNanos();
        while (true) {
            String trouble;
            try {
                server.say(channel.name(), type, data, key);
                return Status.DONE;
            } catch (Refusal refusal) {
                if (!refusal.isTemporary()) {
                    Notices.say(refusal.getMessage());
                    return Status.REFUSED;
                }
                trouble = refusal.getMessage();
            } catch (IOException e) {
                trouble = Notices.message(e);
            }
            Duration wait = backoff.next();
            if (System.nanoTime() + wait.toNanos() >= deadline) {
                Notices.say("not published within " + finish.toSeconds() + " s: " + trouble);
                return Status.UNREACHED;
            }
            TimeUnit.MILLISECONDS.sleep(wait.toMillis());
        }
    }
}

package io.tapewire.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.load.Target;
import io.tapewire.nodes.Sighting.Begun;
import io.tapewire.nodes.Sighting.Records;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Programs that print and viewers who watch, at all servers, while something is done to these. At its end all is checked. */
final class Campaign implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int PAGE = 1_000;
    /** How many uploads of each program are awaited between two troubles. */
    private static final int RECEIPTS = 2;

    private final List<Target> servers;
    private final List<Printer> printers = new ArrayList<>();
    private final List<Witness> witnesses = new ArrayList<>();

    private Campaign(List<Target> servers) {
        this.servers = servers;
    }

    /**
     * Begins.
     *
     * @param name of its channels
     * @param servers what they have is read at the end
     * @param places where programs and viewers go; each goes on at the next one when it fails
     */
    static Campaign begin(String name, List<Target> servers, List<Target> places) {
        Campaign campaign = new Campaign(servers);
        // two programs on one channel, whose servers come in each other's way, and one that is alone
        campaign.print(name + "/shared", "output", places, 0);
        campaign.print(name + "/shared", "error", places, 1);
        campaign.print(name + "/alone", "output", places, 0);
        for (int i = 0; i < Math.max(2, places.size()); i++) {
            campaign.watch("viewer-" + i, name + "/shared", places, i);
            campaign.watch("viewer-" + i, name + "/alone", places, i);
        }
        campaign.awaitProgress();
        return campaign;
    }

    private void print(String channel, String stream, List<Target> places, int first) {
        printers.add(new Printer(channel, stream, inTurn(places, first), first).start());
    }

    private void watch(String name, String channel, List<Target> places, int first) {
        witnesses.add(new Witness(name, channel, inTurn(places, first)).start());
    }

    private static Supplier<Target> inTurn(List<Target> places, int first) {
        AtomicInteger next = new AtomicInteger(first);
        return () -> places.get(Math.floorMod(next.getAndIncrement(), places.size()));
    }

    /** Waits until each program has been answered several times from now on. */
    void awaitProgress() {
        List<Integer> wanted =
                printers.stream().map(each -> each.receipts() + RECEIPTS).toList();
        for (int i = 0; i < printers.size(); i++) {
            Printer printer = printers.get(i);
            int receipts = wanted.get(i);
            Awaitility.await(printer + " goes on").atMost(PATIENCE).until(() -> printer.receipts() >= receipts);
        }
    }

    /**
     * Ends, and checks everything.
     *
     * @param mayLose whether Redis was made to lose something
     */
    void end(boolean mayLose) {
        try {
            for (Printer printer : printers) {
                printer.finish(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        for (Printer printer : printers) {
            for (Witness witness : witnesses) {
                if (witness.channel().equals(printer.channel())) {
                    Awaitility.await(witness + " has seen the end of " + printer)
                            .atMost(PATIENCE)
                            .until(() -> witness.hasSeen(printer.stream(), printer.lastLine()));
                }
            }
        }
        List<Account> histories = servers.stream().flatMap(this::histories).toList();
        List<Account> viewers = witnesses.stream().map(Witness::account).toList();
        List<Claim> claims =
                printers.stream().flatMap(each -> each.claims().stream()).toList();
        assertThat(Checker.faults(new Recording(viewers, histories, claims), mayLose))
                .isEmpty();
        System.out.printf(
                Locale.ROOT,
                "%,d lines at %d viewers, who were away %d times, at most %d ms%n",
                printers.stream().mapToInt(Printer::lines).sum(),
                witnesses.size(),
                absencesMillis().size(),
                absencesMillis().stream().mapToLong(each -> each).max().orElse(0));
    }

    /** How long viewers were without a connection, each time. */
    List<Long> absencesMillis() {
        return witnesses.stream()
                .flatMap(each -> each.absencesMillis().stream())
                .sorted()
                .toList();
    }

    private Stream<Account> histories(Target server) {
        return printers.stream()
                .map(Printer::channel)
                .distinct()
                .map(channel -> new Account("server " + server.port(), channel, history(server, channel)));
    }

    private static List<Sighting> history(Target server, String channel) {
        List<Sighting> all = new ArrayList<>();
        long last = 0;
        while (true) {
            List<String> page = server.get("/channels/" + channel + "/records?after=" + last + "&limit=" + PAGE)
                    .lines()
                    .toList();
            for (String line : page) {
                Records records = records(line);
                if (all.isEmpty()) {
                    all.add(new Begun(records.epoch(), records.first() - 1, false));
                }
                all.add(records);
                last = records.last();
            }
            if (page.size() < PAGE) {
                return all;
            }
        }
    }

    private static Records records(String line) {
        try (var reader = Json.createReader(new StringReader(line))) {
            JsonObject record = reader.readObject();
            JsonObject data = record.getJsonObject("data");
            boolean isOutput = record.getString("type").equals("terminal_output");
            long offset = record.getJsonNumber("offset").longValue();
            return new Records(
                    record.getString("epoch"),
                    offset,
                    offset,
                    isOutput ? data.getString("type", "output") : "",
                    isOutput ? data.getString("output") : "");
        }
    }

    @Override
    public void close() {
        printers.forEach(Printer::close);
        witnesses.forEach(Witness::close);
    }
}

package io.tapewire.store;

import io.tapewire.config.HistorySettings;
import io.tapewire.config.Limits;
import io.tapewire.fault.FaultLog;
import io.tapewire.file.DiskFileArchive;
import io.tapewire.log.Archive;
import io.tapewire.log.LogSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A directory with a folder for each channel. One server at a time uses it. Any thread. */
public final class DiskArchive implements Archive, AutoCloseable {
    private static final Logger LOG = System.getLogger(DiskArchive.class.getName());
    private static final FaultLog FAULTS = FaultLog.of(DiskArchive.class);
    private static final int PROBE_BYTES = 1 << 20;

    private final Map<String, ChannelStore> stores = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Path directory;
    private final DirectoryLock lock;
    private final Environment environment;
    private final Disk disk;
    private final Health health;
    private final boolean required;
    private boolean closed;

    private DiskArchive(Path directory, DirectoryLock lock, Environment environment, boolean required) {
        this.directory = directory;
        this.lock = lock;
        this.environment = environment;
        this.disk = environment.disk();
        this.health = environment.health();
        this.required = required;
    }

    /**
     * Opens a directory, creates it if necessary, and finds the channels in it.
     *
     * @param settings how records are stored
     * @throws IOException if another server uses it, or it cannot be used
     */
    public static DiskArchive open(Path directory, HistorySettings settings, Limits limits, InstantSource clock)
            throws IOException {
        DirectoryLock lock = DirectoryLock.take(directory);
        DiskFileArchive published = DiskFileArchive.open(directory.resolve("files"), limits, settings.sync(), clock);
        Environment environment =
                Environment.of(new RealDisk(), StoreSettings.of(limits, settings.sync()), clock, published);
        DiskArchive archive = new DiskArchive(directory.resolve("channels"), lock, environment, settings.required());
        archive.find(lock.hasAllThatWasWritten());
        return archive;
    }

    /** The files that are published to channels. They are removed together with the channels' records, the oldest first. */
    public DiskFileArchive files() {
        return environment.published();
    }

    private void find(boolean trusting) throws IOException {
        Recovery recovery = new Recovery(disk, trusting, this::newEpoch);
        for (String name : disk.list(directory)) {
            // one channel that cannot be read must not keep the others from their readers
            FAULTS.attempt("Cannot read the history of a channel", () -> find(name, recovery));
        }
        LOG.log(Logger.Level.INFO, "The history is in " + directory + ", with " + stores.size() + " channels");
    }

    private void find(String name, Recovery recovery) {
        try {
            ChannelFiles files = ChannelFiles.in(disk, directory.resolve(name));
            Optional<Recovery.Found> found = recovery.recover(files);
            if (found.isPresent()) {
                add(found.get(), files);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private void add(Recovery.Found found, ChannelFiles files) {
        stores.merge(found.channel(), storeOf(found, files), DiskArchive::newer);
    }

    /** Of two folders of one channel, the one that was written last: the other one was about to be deleted. */
    private static ChannelStore newer(ChannelStore one, ChannelStore other) {
        return Comparator.comparingLong((ChannelStore store) ->
                                        store.listed().span().updatedMillis())
                                .compare(one, other)
                        >= 0
                ? one
                : other;
    }

    private ChannelStore storeOf(Recovery.Found found, ChannelFiles files) {
        ChannelStore store = new ChannelStore(found, files, environment, this::register);
        if (!found.marked()) {
            store.mark(found.snapshot());
        }
        return store;
    }

    private void register(ChannelStore store) {
        stores.put(store.channel(), store);
    }

    private String newEpoch() {
        byte[] id = new byte[8];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    @Override
    public Optional<Kept> open(String channel, String freshEpoch) {
        ChannelStore known = stores.get(channel);
        if (known != null && !known.files().isEmpty()) {
            return Optional.of(reopen(known));
        }
        return create(channel, freshEpoch);
    }

    @Override
    public Optional<Kept> create(String channel, String freshEpoch) {
        LogSnapshot nothing = LogSnapshot.startingWith(freshEpoch);
        Path folder = directory.resolve(FolderName.of(channel, freshEpoch));
        // it is registered with its first file, so that channels that are only waited for leave nothing behind
        Recovery.Found found = new Recovery.Found(channel, nothing, true);
        return Optional.of(new Kept(nothing, storeOf(found, ChannelFiles.none(disk, folder))));
    }

    /** Reads the snapshot again, because thousands of them are not kept in memory. */
    private Kept reopen(ChannelStore closed) {
        try {
            Recovery.Found found = new Recovery(disk, true, this::newEpoch)
                    .recover(closed.files())
                    .orElseThrow(() -> new IOException("the files of " + closed.channel() + " have been changed"));
            ChannelStore store = storeOf(found, closed.files());
            register(store);
            return new Kept(found.snapshot(), store);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the history of a channel", e);
        }
    }

    @Override
    public boolean has(String channel) {
        ChannelStore store = stores.get(channel);
        return store != null && !store.files().isEmpty();
    }

    @Override
    public Set<String> names() {
        return stores.keySet().stream().filter(this::has).collect(Collectors.toSet());
    }

    @Override
    public List<Listed> list() {
        return stores.values().stream()
                .filter(store -> !store.files().isEmpty())
                .map(ChannelStore::listed)
                .toList();
    }

    @Override
    public boolean isClosed() {
        return required && health.isFailing();
    }

    @Override
    public synchronized void maintain() {
        if (closed) {
            return;
        }
        stores.values().removeIf(store -> store.files().isEmpty());
        force();
        stores.values()
                .forEach(store -> FAULTS.attempt("Cannot trim the history of a channel", () -> {
                    store.check();
                    store.trim();
                }));
        environment
                .retention()
                .makeRoom(
                        directory.getParent(),
                        stores.values().stream().collect(Collectors.toMap(ChannelStore::channel, ChannelStore::files)));
        environment.published().maintain();
        if (health.isFailing()) {
            probe();
        }
    }

    /** Brings everything that was written to the disk. */
    private boolean force() {
        return environment.unforced().force((path, failure) -> {
            health.fails("Cannot bring the history to the disk; a power failure may cost it", failure);
            stores.values().forEach(store -> store.distrust(path, failure));
        });
    }

    /** Nobody may publish while nothing can be stored, so no record would find out that it can. */
    private void probe() {
        Path file = directory.resolveSibling("probe");
        try (DiskFile open = disk.open(file)) {
            open.truncate(0);
            open.append(new byte[PROBE_BYTES], 0, PROBE_BYTES);
            open.force();
            disk.delete(file);
            health.works();
        } catch (IOException e) {
            health.fails("The history still cannot be stored", e);
        }
    }

    /** To be called when all logs have ended, so that the next server need not look at their records. */
    @Override
    public synchronized void close() {
        closed = true;
        FAULTS.attempt("Cannot release the directory of the history", () -> {
            try (lock) {
                if (force() && !health.isFailing()) {
                    lock.endsInOrder();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}

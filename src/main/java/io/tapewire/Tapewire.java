package io.tapewire;

import io.tapewire.channel.Channels;
import io.tapewire.channel.Senders;
import io.tapewire.config.Configuration;
import io.tapewire.config.EngineSettings;
import io.tapewire.config.HistorySettings;
import io.tapewire.config.Limits;
import io.tapewire.directory.Directory;
import io.tapewire.file.FileArchive;
import io.tapewire.log.Archive;
import io.tapewire.log.TimeSource;
import io.tapewire.mask.Masks;
import io.tapewire.protocol.Providers;
import io.tapewire.redis.RedisArchive;
import io.tapewire.shared.SharedCounts;
import io.tapewire.shared.Sharing;
import io.tapewire.store.DiskArchive;
import io.tapewire.store.HistoryDirectory;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** Creates the parts and gives them the server's clock and threads. */
@ApplicationScoped
public class Tapewire {
    private static final Logger LOG = System.getLogger(Tapewire.class.getName());

    @Inject
    private Limits limits;

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Configuration configuration;

    /** Tells the applications of one server apart. */
    @Resource(lookup = "java:app/AppName")
    private String application;

    private Archive archive;
    private Sharing sharing;
    private Channels channels;
    private Masks masks;
    private Senders senders;
    private Directory directory;

    @PostConstruct
    void start() {
        Providers.find();
        EngineSettings engine = configuration.engine();
        archive = engine.redis()
                .map(address -> redis(address, engine.files()))
                .orElseGet(() -> archive(configuration.history()));
        sharing = archive instanceof RedisArchive shared
                ? shared.sharing(configuration.token().orElseThrow())
                : Sharing.none(InstantSource.system());
        SharedCounts counts = archive instanceof RedisArchive shared ? shared.counts() : SharedCounts.NONE;
        channels = new Channels(limits, TimeSource.system(), archive, counts);
        directory = new Directory(channels::list, limits, InstantSource.system());
        masks = new Masks(
                limits,
                configuration.maskedValues(),
                channels::publisherOf,
                sharing.secretTexts("masks"),
                InstantSource.system());
        senders = new Senders(channels, limits, System::nanoTime);
        counts.contribute(senders::counts);
        senders.start(threads);
        if (archive instanceof RedisArchive shared) {
            shared.start(threads);
        }
    }

    private Archive redis(URI address, Optional<Path> directory) {
        RedisArchive shared = redis(address);
        directory.ifPresent(files -> keepFiles(shared, files));
        return shared;
    }

    private RedisArchive redis(URI address) {
        try {
            return RedisArchive.open(address, limits, TimeSource.system());
        } catch (IOException e) {
            // without the address, which may have a password
            String problem =
                    "The Redis of tapewire.redis.uri, at " + address.getHost() + ", cannot be used: " + e.getMessage();
            LOG.log(Logger.Level.ERROR, problem);
            throw new UncheckedIOException(problem, e);
        }
    }

    private static void keepFiles(RedisArchive shared, Path directory) {
        try {
            shared.keepFiles(directory);
        } catch (IOException e) {
            shared.close();
            String problem =
                    "The directory of tapewire.files.dir, " + directory + ", cannot be used: " + e.getMessage() + ".";
            LOG.log(Logger.Level.ERROR, problem);
            throw new UncheckedIOException(problem, e);
        }
    }

    private Archive archive(HistorySettings settings) {
        if (!settings.kept()) {
            return Archive.NONE;
        }
        Path directory = settings.directory().orElseGet(() -> HistoryDirectory.standard(application));
        try {
            return DiskArchive.open(directory, settings, limits, InstantSource.system());
        } catch (IOException e) {
            String problem = "The directory of the history, " + directory + ", cannot be used: " + e.getMessage()
                    + ". Set tapewire.history.dir to another one, or tapewire.history=off.";
            // Payara's log of a deployment that fails leaves the cause out
            LOG.log(Logger.Level.ERROR, problem);
            throw new UncheckedIOException(problem, e);
        }
    }

    void startWithTheApplication(@Observes @Initialized(ApplicationScoped.class) Object started) {
        // the call alone creates this bean, and so its threads, before the first request
    }

    @PreDestroy
    void stop() {
        senders.stop();
        channels.close();
        if (archive instanceof DiskArchive onDisk) {
            onDisk.close();
        } else if (archive instanceof RedisArchive shared) {
            shared.close();
        }
    }

    @Produces
    @Dependent
    Archive archive() {
        return archive;
    }

    /** Without a history, or a directory that servers share, there is no place for files. */
    @Produces
    @Dependent
    Optional<FileArchive> files() {
        if (archive instanceof RedisArchive shared) {
            return shared.files();
        }
        return archive instanceof DiskArchive onDisk ? Optional.of(onDisk.files()) : Optional.empty();
    }

    /** What all servers know together; without others, what this one knows. */
    @Produces
    @Dependent
    Sharing sharing() {
        return sharing;
    }

    @Produces
    @Dependent
    Channels channels() {
        return channels;
    }

    @Produces
    @Dependent
    Directory directory() {
        return directory;
    }

    @Produces
    @Dependent
    Masks masks() {
        return masks;
    }

    @Produces
    @Dependent
    Senders senders() {
        return senders;
    }
}

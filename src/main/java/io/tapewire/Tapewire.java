package io.tapewire;

import io.tapewire.channel.Channels;
import io.tapewire.channel.Senders;
import io.tapewire.config.Configuration;
import io.tapewire.config.Limits;
import io.tapewire.directory.Directory;
import io.tapewire.mask.Masks;
import io.tapewire.protocol.Providers;
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
import java.time.InstantSource;

/** Creates the parts and gives them the server's clock and threads. */
@ApplicationScoped
public class Tapewire {
    @Inject
    private Limits limits;

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Configuration configuration;

    private Channels channels;
    private Masks masks;
    private Senders senders;
    private Directory directory;

    @PostConstruct
    void start() {
        Providers.find();
        channels = new Channels(limits, InstantSource.system());
        directory = new Directory(channels::list, limits, InstantSource.system());
        masks = new Masks(limits, configuration.maskedValues(), InstantSource.system());
        senders = new Senders(channels, limits, System::nanoTime);
        senders.start(threads);
    }

    void startWithTheApplication(@Observes @Initialized(ApplicationScoped.class) Object started) {
        // the call alone creates this bean, and so its threads, before the first request
    }

    @PreDestroy
    void stop() {
        senders.stop();
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

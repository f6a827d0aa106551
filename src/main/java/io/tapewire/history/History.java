package io.tapewire.history;

import io.tapewire.access.Access;
import io.tapewire.access.Caller;
import io.tapewire.access.Permission;
import io.tapewire.access.Revocations;
import io.tapewire.channel.Channel;
import io.tapewire.channel.Channels;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.file.FileArchive;
import io.tapewire.http.Rejected;
import io.tapewire.http.Resources;
import io.tapewire.http.Routes;
import io.tapewire.http.Target;
import io.tapewire.search.Searches;
import io.tapewire.security.Proxies;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/** What can be read over HTTP. Any thread. */
@ApplicationScoped
public class History implements Resources {
    private final Channels channels;
    private final Access access;
    private final Revocations revocations;
    private final Readers readers;
    private final Readers downloads;
    private final Optional<FileArchive> files;
    private final FileAnswer file;
    private final RecordsAnswer records;
    private final OutputAnswer output;
    private final SearchAnswer search;

    @Inject
    History(
            Channels channels,
            Access access,
            Revocations revocations,
            Proxies proxies,
            Limits limits,
            Optional<FileArchive> files) {
        this.channels = channels;
        this.access = access;
        this.revocations = revocations;
        this.readers = new Readers(limits, Limit.HISTORY_READERS, () -> limits.refused(Limit.HISTORY_READERS));
        this.downloads = new Readers(limits, Limit.FILE_READERS, () -> limits.refused(Limit.FILE_READERS));
        this.files = files;
        this.file = new FileAnswer(files);
        this.records = new RecordsAnswer(InstantSource.system());
        this.output = new OutputAnswer(limits);
        this.search = new SearchAnswer(
                new Searches(limits, System::nanoTime, Runtime.getRuntime().availableProcessors()), proxies);
    }

    /** Only for the container's proxy. */
    protected History() {
        this.channels = null;
        this.access = null;
        this.revocations = null;
        this.readers = null;
        this.downloads = null;
        this.files = Optional.empty();
        this.file = null;
        this.records = null;
        this.output = null;
        this.search = null;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("GET", Target.ALL, this::list)
                .on("GET", "runs", (target, request, response) -> RunList.list(find(target), request, response))
                .on("GET", Target.RUN, this::run)
                .on("GET", "tasks", (target, request, response) -> TaskList.send(find(target), request, response))
                .on("GET", "records", streamed(records::send))
                .on("GET", "output", streamed(output::send))
                .on("GET", "files", this::listFiles)
                .on("GET", Target.FILE, revocable(this::file))
                // has bounds of its own, so that slow readers do not keep anybody from searching
                .on("GET", "search", revocable(this::search));
    }

    private void list(Target target, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Caller caller = Caller.of(request.getUserPrincipal());
        ChannelList.send(channels, name -> access.may(caller, Permission.SUBSCRIBE, name), request, response);
    }

    /** An answer of any length, which occupies a thread of the server until its reader has taken it. */
    private interface Streamed {
        void send(Channel channel, HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    private Routes.Handler streamed(Streamed answer) {
        return revocable(
                (target, request, response) -> readers.admit(() -> answer.send(find(target), request, response)));
    }

    /** Breaks an answer off when its reader may not read any more. */
    private Routes.Handler revocable(Routes.Handler handler) {
        return (target, request, response) -> {
            EndableResponse endable = new EndableResponse(response);
            Caller caller = Caller.of(request.getUserPrincipal());
            try (Revocations.Use use = revocations.begin(caller, ending -> endable.end())) {
                handler.handle(target, request, endable);
            }
        };
    }

    private void run(Target target, HttpServletRequest request, HttpServletResponse response) throws IOException {
        RunList.one(find(target), target.item(), request, response);
    }

    private void listFiles(Target target, HttpServletRequest request, HttpServletResponse response) throws IOException {
        find(target);
        FileListing.send(files, target.channel(), request, response);
    }

    private void file(Target target, HttpServletRequest request, HttpServletResponse response) throws IOException {
        downloads.admit(() -> file.send(target, request, response));
    }

    private void search(Target target, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Readers.untilGone(() -> search.send(find(target), request, response));
    }

    private Channel find(Target target) {
        Channel channel =
                channels.current(target.channel()).orElseThrow(() -> Rejected.unknownChannel(target.channel()));
        // or what was published just before the request could be missing
        channel.store();
        return channel;
    }
}

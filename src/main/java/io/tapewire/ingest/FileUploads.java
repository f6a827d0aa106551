package io.tapewire.ingest;

import io.tapewire.access.Permission;
import io.tapewire.channel.Channels;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.file.FileArchive;
import io.tapewire.file.FileDescription;
import io.tapewire.file.FileName;
import io.tapewire.file.FileRefused;
import io.tapewire.file.MediaType;
import io.tapewire.file.PartialFile;
import io.tapewire.file.PublishedFile;
import io.tapewire.http.JsonAnswer;
import io.tapewire.http.Parameters;
import io.tapewire.http.Rejected;
import io.tapewire.http.Resources;
import io.tapewire.http.Routes;
import io.tapewire.http.Target;
import io.tapewire.log.Archive;
import io.tapewire.log.Position;
import io.tapewire.mask.Masks;
import io.tapewire.protocol.Payload;
import io.tapewire.protocol.Providers;
import io.tapewire.protocol.RecordType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Takes files for channels, as a whole or part by part. Any thread. */
@ApplicationScoped
public class FileUploads implements Resources {
    private static final int RETRY_S = 1;

    private final Optional<FileArchive> files;
    private final Archive logs;
    private final Channels channels;
    private final Masks masks;
    private final Intake intake;
    private final Limits limits;
    private final Semaphore free;

    @Inject
    FileUploads(
            Optional<FileArchive> files, Archive logs, Channels channels, Masks masks, Intake intake, Limits limits) {
        this.files = files;
        this.logs = logs;
        this.channels = channels;
        this.masks = masks;
        this.intake = intake;
        this.limits = limits;
        this.free = new Semaphore(limits.asInt(Limit.FILE_UPLOADS));
    }

    /** Only for the container's proxy. */
    protected FileUploads() {
        this.files = Optional.empty();
        this.logs = null;
        this.channels = null;
        this.masks = null;
        this.intake = null;
        this.limits = null;
        this.free = null;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("PUT", Target.FILE, admitted(this::put))
                .on("PATCH", Target.UPLOAD, admitted(this::append))
                // whoever uploads need not be allowed to read
                .on("HEAD", Target.UPLOAD, Permission.PUBLISH, refusing(this::describe));
    }

    private Routes.Handler admitted(Routes.Handler upload) {
        return (target, request, response) -> {
            if (!free.tryAcquire()) {
                limits.refused(Limit.FILE_UPLOADS);
                throw Rejected.busy(
                        "as many files are uploaded as the server allows (" + Limit.FILE_UPLOADS.key() + ")", RETRY_S);
            }
            try {
                refusing(upload).handle(target, request, response);
            } finally {
                free.release();
            }
        };
    }

    private static Routes.Handler refusing(Routes.Handler upload) {
        return (target, request, response) -> {
            try {
                upload.handle(target, request, response);
            } catch (FileRefused refused) {
                throw FileRefusals.of(refused);
            }
        };
    }

    private FileArchive archive() {
        return files.orElseThrow(() -> logs.isShared()
                ? new Rejected(
                        507,
                        "no_directory",
                        "this server takes no files: set tapewire.files.dir to a directory that all servers share")
                : new Rejected(
                        507,
                        "no_history",
                        "this server takes no files, because it keeps no history (tapewire.history=off)"));
    }

    private void put(Target target, HttpServletRequest request, HttpServletResponse response) throws IOException {
        FileArchive archive = archive();
        Parameters.requireNone(request);
        intake.requireFile(target.channel(), request);
        boolean part = UploadHeaders.isPart(request);
        PartialFile file = archive.begin(describe(target, request, part));
        if (!part) {
            take(archive, file, 0, target, request, response, true, false);
            return;
        }
        FileBody body = new FileBody(archive, file, 0, true, () -> {});
        body.open();
        if (intake.readFile(target.channel(), request, response, body)) {
            response.setStatus(HttpServletResponse.SC_CREATED);
            response.setHeader("Location", location(request, target, file));
            UploadHeaders.describe(
                    response, file.bytes(), false, file.description().length());
            UploadHeaders.limit(response, archive.mostBytes(), archive.unfinishedSeconds());
        }
    }

    private FileDescription describe(Target target, HttpServletRequest request, boolean part) {
        try {
            String name = FileName.require(masks.text(target.channel(), FileName.require(target.item())));
            long said = UploadHeaders.length(request);
            // a compressed body has another length
            boolean counts = !part && said < 0 && BodyHead.encoding(request).isEmpty();
            long length = counts ? request.getContentLengthLong() : said;
            return new FileDescription(target.channel(), name, MediaType.of(request.getContentType()), length);
        } catch (IllegalArgumentException bad) {
            throw new Rejected(400, "bad_name", bad.getMessage());
        }
    }

    private static String location(HttpServletRequest request, Target target, PartialFile file) {
        // without the server's name, which a proxy may have changed
        return request.getContextPath() + "/channels/" + target.channel() + "/uploads/" + file.id();
    }

    private void append(Target target, HttpServletRequest request, HttpServletResponse response) throws IOException {
        FileArchive archive = archive();
        Parameters.requireNone(request);
        intake.requireFile(target.channel(), request);
        if (!UploadHeaders.PARTIAL.equals(MediaType.of(request.getContentType()))
                || BodyHead.encoding(request).isPresent()) {
            throw new Rejected(
                    415, "unsupported_type", "a part of a file is " + UploadHeaders.PARTIAL + ", not compressed");
        }
        long offset = UploadHeaders.offset(request);
        Optional<PartialFile> file = archive.partial(target.channel(), target.item());
        if (file.isPresent()) {
            requireLength(file.get(), request);
            boolean complete = !UploadHeaders.isPart(request);
            take(archive, file.get(), offset, target, request, response, complete, true);
            return;
        }
        PublishedFile whole =
                archive.published(target.channel(), target.item()).orElseThrow(FileRefusals::unknownUpload);
        if (offset != whole.bytes() || request.getInputStream().read() >= 0) {
            throw Rejected.wrongOffset("the file is complete", whole.bytes());
        }
        // the answer to its last part was lost
        answer(whole, response);
    }

    private static void requireLength(PartialFile file, HttpServletRequest request) {
        long said = UploadHeaders.length(request);
        if (said >= 0
                && file.description().length() >= 0
                && said != file.description().length()) {
            throw new Rejected(400, "other_length", "the file was said to have another length before");
        }
    }

    private static void await(PartialFile file) {
        try {
            file.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FileRefusals.ended();
        }
    }

    private void take(
            FileArchive archive,
            PartialFile file,
            long offset,
            Target target,
            HttpServletRequest request,
            HttpServletResponse response,
            boolean complete,
            boolean keeps)
            throws IOException {
        PublishedFile[] published = new PublishedFile[1];
        FileBody body = new FileBody(archive, file, offset, keeps, () -> {
            if (complete) {
                published[0] = archive.publish(file, this::announce);
            }
        });
        body.open();
        if (!intake.readFile(target.channel(), request, response, body)) {
            return;
        }
        if (complete) {
            answer(published[0], response);
        } else {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            UploadHeaders.describe(
                    response, file.bytes(), false, file.description().length());
        }
    }

    private long announce(PublishedFile file) {
        byte[] data = Payload.file(file.id(), file.name(), file.bytes(), file.sha256(), file.mediaType());
        long offset = channels.appendPlaced(file.channel(), RecordType.FILE, masks.data(file.channel(), data));
        channels.open(file.channel()).awaitStored();
        return offset;
    }

    private void answer(PublishedFile file, HttpServletResponse response) throws IOException {
        Position position = channels.open(file.channel()).position();
        UploadHeaders.describe(response, file.bytes(), true, file.bytes());
        JsonAnswer.send(
                response,
                Providers.JSON
                        .createObjectBuilder()
                        .add("channel", file.channel())
                        .add("epoch", position.epoch())
                        .add("offset", file.offset() > 0 ? file.offset() : position.offset())
                        .add("file", file.id())
                        .add("bytes", file.bytes())
                        .add("sha256", file.sha256()));
    }

    private void describe(Target target, HttpServletRequest request, HttpServletResponse response) {
        FileArchive archive = archive();
        Parameters.requireNone(request);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        UploadHeaders.limit(response, archive.mostBytes(), archive.unfinishedSeconds());
        Optional<PartialFile> file = archive.partial(target.channel(), target.item());
        if (file.isPresent()) {
            // so that what is said is true until the next request
            await(file.get());
            UploadHeaders.describe(
                    response,
                    file.get().bytes(),
                    false,
                    file.get().description().length());
            return;
        }
        PublishedFile whole =
                archive.published(target.channel(), target.item()).orElseThrow(FileRefusals::unknownUpload);
        UploadHeaders.describe(response, whole.bytes(), true, whole.bytes());
    }
}

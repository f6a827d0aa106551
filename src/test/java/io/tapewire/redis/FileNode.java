package io.tapewire.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.channel.Channels;
import io.tapewire.config.Limits;
import io.tapewire.file.FileArchive;
import io.tapewire.file.FileDescription;
import io.tapewire.file.PartialFile;
import io.tapewire.file.PublishedFile;
import io.tapewire.log.Excerpt;
import io.tapewire.log.Log;
import io.tapewire.log.Part;
import io.tapewire.log.TimeSource;
import io.tapewire.protocol.Payload;
import io.tapewire.protocol.RecordType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.RedisClient;

/** What one of several servers has of channels and files, without the server. */
final class FileNode implements AutoCloseable {
    final RedisArchive archive;
    private final RedisClient redis;
    final Channels channels;
    final FileArchive files;

    FileNode(URI address, Path directory, Limits limits) throws IOException {
        this.redis = RedisClient.builder()
                .hostAndPort(address.getHost(), address.getPort())
                .build();
        archive = RedisArchive.open(address, limits, TimeSource.system());
        try {
            archive.keepFiles(directory);
        } catch (IOException e) {
            archive.close();
            redis.close();
            throw e;
        }
        channels = new Channels(limits, TimeSource.system(), archive, archive.counts());
        files = archive.files().orElseThrow();
    }

    /** From now on it renews what it has. A node that does not is like one that was killed, or paused. */
    FileNode alive() {
        archive.start(Thread::new);
        return this;
    }

    static FileDescription describe(String channel) {
        return new FileDescription(channel, "report.txt", "text/plain", -1);
    }

    static void append(PartialFile file, String text) throws Exception {
        try (PartialFile.Appending appending = file.append(file.bytes(), () -> {})) {
            write(appending, text);
        }
    }

    static void write(PartialFile.Appending appending, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        appending.write(bytes, bytes.length);
    }

    PublishedFile publish(String channel, String text) throws Exception {
        PartialFile file = files.begin(describe(channel));
        append(file, text);
        return files.publish(file, this::announce);
    }

    /** As the server does it. */
    long announce(PublishedFile file) {
        byte[] data = Payload.file(file.id(), file.name(), file.bytes(), file.sha256(), file.mediaType());
        long offset = channels.appendPlaced(file.channel(), RecordType.FILE, data);
        channels.open(file.channel()).awaitStored();
        return offset;
    }

    /** The ids in all records of files. */
    List<String> announced(String channel) {
        Log log = channels.current(channel).orElseThrow().log();
        List<String> ids = new ArrayList<>();
        Part part;
        for (long next = 1; (part = log.partAt(next)) != null; next = part.last() + 1) {
            if (part instanceof Excerpt records && records.type() == RecordType.FILE) {
                for (long offset = records.first(); offset <= records.last(); offset++) {
                    ids.add(records.data(offset).getString("file"));
                }
            }
        }
        return ids;
    }

    /** How many files are unfinished on all servers. */
    long unfinished() {
        return redis.hlen(Keys.UPLOADS);
    }

    /** It is somebody's turn again to do what is done from time to time. */
    void forgetTurns() {
        redis.del(Keys.turn("files"), Keys.turn("directory"));
    }

    String contents(PublishedFile file) throws IOException {
        byte[] bytes = new byte[(int) file.bytes()];
        files.read(file, 0, bytes, 0);
        return new String(bytes, UTF_8);
    }

    @Override
    public void close() {
        channels.close();
        archive.close();
        redis.close();
    }
}

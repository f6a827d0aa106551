package io.tapewire.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/**
 * A directory that all servers see. It has a mark, so that a server notices if it sees another directory than the others, for
 * instance the empty one beneath a file system that is not mounted. Any thread.
 */
final class SharedDirectory {
    private static final String MARK = "tapewire-files";
    private static final int TRIES = 50;
    private static final long TRY_AGAIN_MILLIS = 100;

    private final Path path;
    private final String mark;

    private SharedDirectory(Path path, String mark) {
        this.path = path;
        this.mark = mark;
    }

    /** @throws IOException if it cannot be written, or is not the one of the other servers; the message says what to do */
    static SharedDirectory open(Path path, FileIndex index) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new IOException("it is not there. Create it, or mount it, on all servers");
        }
        requireWritable(path);
        String fresh = newName();
        boolean created = create(path.resolve(MARK), fresh);
        String mark = created ? fresh : read(path.resolve(MARK));
        if (index.directory(mark).equals(mark)) {
            return new SharedDirectory(path, mark);
        }
        if (created) {
            Files.delete(path.resolve(MARK));
            throw new IOException(
                    "it is not the one that the other servers use. Is it mounted? If it is to take the place of"
                            + " the one before, copy that one's contents, or delete the key tapewire:files:directory in Redis");
        }
        throw new IOException("it belongs to servers with another Redis");
    }

    private static String newName() {
        byte[] name = new byte[8];
        new SecureRandom().nextBytes(name);
        return HexFormat.of().formatHex(name);
    }

    private static void requireWritable(Path path) throws IOException {
        Path probe = path.resolve("probe-" + newName());
        try {
            Files.writeString(probe, "can it be written?", StandardOpenOption.CREATE_NEW);
            Files.delete(probe);
        } catch (IOException e) {
            throw new IOException("it cannot be written (" + e + ")", e);
        }
    }

    private static boolean create(Path file, String mark) throws IOException {
        try {
            Files.writeString(file, mark, StandardOpenOption.CREATE_NEW);
            return true;
        } catch (FileAlreadyExistsException known) {
            return false;
        }
    }

    /** Another server may be writing it at this moment. */
    private static String read(Path file) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            String mark = Files.readString(file, UTF_8).strip();
            if (!mark.isEmpty()) {
                return mark;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(TRY_AGAIN_MILLIS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new IOException("its file " + MARK + " is empty. Delete that file if no server is being started");
    }

    String mark() {
        return mark;
    }

    Path path() {
        return path;
    }

    /** @throws IOException if the directory is not there at present */
    void require() throws IOException {
        try {
            if (Files.readString(path.resolve(MARK)).strip().equals(mark)) {
                return;
            }
        } catch (NoSuchFileException gone) {
            throw new IOException("the directory that the servers share is not there: " + path, gone);
        }
        throw new IOException("the directory is not the one that the servers share: " + path);
    }
}

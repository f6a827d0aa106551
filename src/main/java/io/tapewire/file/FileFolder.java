package io.tapewire.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.file.FileRefused.Reason;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder with all files. Each has two of them there, named by its id: the contents, and what is known of it. Where several
 * servers share the folder, only the contents are there, and their names are longer. Any thread.
 *
 * <p>Uses {@link RandomAccessFile}, because containers interrupt their threads, and an interrupt closes a
 * {@link FileChannel}.
 */
final class FileFolder {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final String CONTENTS = ".data";
    private static final String NOTE = ".json";

    private final Path path;
    private final long reserveBytes;

    /** @param reserveBytes what is left free on the disk */
    FileFolder(Path path, long reserveBytes) {
        this.path = path;
        this.reserveBytes = reserveBytes;
    }

    /** Creates the folder unless it is there. */
    void create() throws IOException {
        Files.createDirectories(path);
    }

    /** Whether this can be the id of a file. Only such names reach the file system. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The ids of all files that have a note; contents without one are deleted. */
    List<String> ids() throws IOException {
        Set<String> names;
        if (!Files.exists(path)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(path)) {
            names = all.map(each -> each.getFileName().toString()).collect(Collectors.toSet());
        }
        for (String name : names) {
            if (!name.endsWith(NOTE) && !names.contains(name.replace(CONTENTS, NOTE))) {
                Files.deleteIfExists(path.resolve(name));
            }
        }
        return names.stream()
                .filter(name -> name.endsWith(NOTE))
                .map(name -> name.substring(0, name.length() - NOTE.length()))
                .filter(FileFolder::isId)
                .toList();
    }

    /** What all contents are called. */
    List<String> allContents() throws IOException {
        try (Stream<Path> all = Files.list(path)) {
            return all.map(each -> each.getFileName().toString())
                    .filter(name -> name.endsWith(CONTENTS))
                    .map(name -> name.substring(0, name.length() - CONTENTS.length()))
                    .toList();
        }
    }

    /** When contents were written last, in milliseconds of the epoch. */
    long modifiedMillis(String id) throws IOException {
        return Files.getLastModifiedTime(contents(id)).toMillis();
    }

    /** Bytes that can be written before what is left free on the disk is touched; negative if it has been. */
    long room() throws IOException {
        return Files.getFileStore(path).getUsableSpace() - reserveBytes;
    }

    private Path contents(String id) {
        return path.resolve(id + CONTENTS);
    }

    String note(String id) throws IOException {
        return Files.readString(path.resolve(id + NOTE));
    }

    /** Replaces what is known of a file, as a whole or not at all. */
    void note(String id, String text, boolean force) throws IOException {
        Path fresh = path.resolve(id + ".new");
        Files.write(fresh, text.getBytes(UTF_8));
        if (force) {
            force(fresh);
        }
        Files.move(fresh, path.resolve(id + NOTE), StandardCopyOption.ATOMIC_MOVE);
    }

    RandomAccessFile write(String id) throws IOException {
        return new RandomAccessFile(contents(id).toFile(), "rw");
    }

    /** @throws NoSuchFileException if there is none */
    RandomAccessFile read(String id) throws IOException {
        try {
            return new RandomAccessFile(contents(id).toFile(), "r");
        } catch (FileNotFoundException gone) {
            NoSuchFileException noFile = new NoSuchFileException(id);
            noFile.initCause(gone);
            throw noFile;
        }
    }

    long length(String id) throws IOException {
        return Files.size(contents(id));
    }

    /** @throws FileRefused if the disk has no room for so many bytes more */
    void requireRoom(long bytes) throws IOException {
        if (room() < bytes) {
            throw new FileRefused(Reason.NOT_STORED, "the server's disk has no room for this file");
        }
    }

    /** Brings the contents of a file to the disk. */
    void force(String id) throws IOException {
        force(contents(id));
    }

    private static void force(Path file) throws IOException {
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE)) {
            open.force(true);
        }
    }

    /** Brings the names of the files to the disk. */
    void forceNames() throws IOException {
        if (System.getProperty("os.name").startsWith("Windows")) {
            // folders cannot be opened there, and need not be forced
            return;
        }
        try (FileChannel open = FileChannel.open(path, StandardOpenOption.READ)) {
            open.force(true);
        }
    }

    /** Deletes a file; one that reads it goes on on most systems. */
    void delete(String id) throws IOException {
        // the note first: contents without one are deleted at the next start
        Files.deleteIfExists(path.resolve(id + NOTE));
        Files.deleteIfExists(contents(id));
    }
}

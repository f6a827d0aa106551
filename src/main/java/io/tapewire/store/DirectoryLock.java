package io.tapewire.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps other servers away from a directory for as long as this one uses it. The lock ends with the process, however that
 * ends. The file says who has it, and how the server before has ended.
 */
final class DirectoryLock implements Closeable {
    private static final String CLEAN = "ended in order";
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final FileChannel file;
    private final FileLock lock;
    private final String before;

    private DirectoryLock(FileChannel file, FileLock lock, String before) {
        this.file = file;
        this.lock = lock;
        this.before = before;
    }

    /** @throws IOException if another server uses the directory, or it cannot be written */
    static DirectoryLock take(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path path = directory.resolve("lock");
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = file.tryLock();
            if (lock == null) {
                throw new IOException("another server uses it (" + text(file) + ")");
            }
            DirectoryLock taken = new DirectoryLock(file, lock, text(file));
            taken.write("process " + ProcessHandle.current().pid() + "\nboot " + bootId() + "\n");
            return taken;
        } catch (OverlappingFileLockException e) {
            file.close();
            throw new IOException("another application of this server uses it", e);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Whether everything that the server before has written is there: it has ended in order, or it was killed and the
     * machine has gone on.
     */
    boolean hasAllThatWasWritten() {
        return before.contains(CLEAN) || before.contains("boot " + bootId() + "\n");
    }

    private static String bootId() throws IllegalStateException {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (NoSuchFileException otherSystem) {
            return "unknown at " + ProcessHandle.current().pid();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + BOOT_ID, e);
        }
    }

    private static String text(FileChannel file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(200);
        file.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), UTF_8).strip().replace('\n', ',') + "\n";
    }

    /** Notes that everything is on the disk. */
    void endsInOrder() throws IOException {
        write(CLEAN + "\n");
    }

    private void write(String text) throws IOException {
        file.truncate(0);
        file.write(ByteBuffer.wrap(text.getBytes(UTF_8)), 0);
        file.force(true);
    }

    @Override
    public void close() throws IOException {
        lock.release();
        file.close();
    }
}

package io.tapewire.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file system in memory that knows what a crash may leave: of each file at least what was forced, at most what was
 * written. It can fail on purpose.
 */
final class MemoryDisk implements Disk {
    private final Map<Path, byte[]> files = new TreeMap<>();
    private final Map<Path, Integer> forced = new LinkedHashMap<>();
    private int operations;
    private int most = Integer.MAX_VALUE;
    private int tornBytes;
    private Path failing;
    private int openFiles;

    /** The machine stops at the operation after this many; of a write so many bytes get through. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    MemoryDisk() {}

    /** The same files. */
    MemoryDisk copy() {
        MemoryDisk copy = new MemoryDisk();
        files.forEach((path, bytes) -> copy.files.put(path, bytes.clone()));
        copy.forced.putAll(forced);
        return copy;
    }

    /** Stops before the operation after this many, and lets only a part of it through if it is a write. */
    MemoryDisk stoppingAfter(int operationsLeft, int bytesOfLast) {
        most = operationsLeft;
        tornBytes = bytesOfLast;
        return this;
    }

    /** What is there after a crash of the machine, if nothing reached the disk that was not forced. */
    MemoryDisk withoutWhatWasNotForced() {
        MemoryDisk copy = copy();
        copy.files.replaceAll((path, bytes) -> Arrays.copyOf(bytes, forced.getOrDefault(path, 0)));
        return copy;
    }

    /** The next time that this file is forced fails; what was written to it may be lost. */
    MemoryDisk failingToForce(Path file) {
        failing = file;
        return this;
    }

    private void failIfAsked(Path file) throws IOException {
        if (file.equals(failing)) {
            failing = null;
            throw new IOException("Input/output error");
        }
    }

    /** How many operations were done that change something. */
    int operations() {
        return operations;
    }

    int openFiles() {
        return openFiles;
    }

    Map<Path, byte[]> files() {
        return files;
    }

    private void operate() {
        if (operations >= most) {
            throw new Stopped();
        }
        operations++;
    }

    @Override
    public DiskFile open(Path file) {
        files.putIfAbsent(file, new byte[0]);
        openFiles++;
        return new DiskFile() {
            @Override
            public void append(byte[] bytes, int from, int length) {
                if (operations >= most) {
                    write(bytes, from, Math.min(length, tornBytes));
                }
                operate();
                write(bytes, from, length);
            }

            private void write(byte[] bytes, int from, int length) {
                ByteArrayOutputStream whole = new ByteArrayOutputStream();
                whole.writeBytes(files.get(file));
                whole.write(bytes, from, length);
                files.put(file, whole.toByteArray());
            }

            @Override
            public void force() throws IOException {
                failIfAsked(file);
                operate();
                forced.put(file, files.get(file).length);
            }

            @Override
            public void truncate(long length) {
                if (length != files.get(file).length) {
                    operate();
                    files.put(file, Arrays.copyOf(files.get(file), (int) length));
                    forced.computeIfPresent(file, (same, known) -> Math.min(known, (int) length));
                }
            }

            @Override
            public long length() {
                return files.get(file).length;
            }

            @Override
            public void close() {
                openFiles--;
            }
        };
    }

    @Override
    public int read(Path file, long position, byte[] to) throws IOException {
        byte[] bytes = files.get(file);
        if (bytes == null) {
            throw new NoSuchFileException(file.toString());
        }
        int length = (int) Math.max(0, Math.min(to.length, bytes.length - position));
        System.arraycopy(bytes, (int) position, to, 0, length);
        return length;
    }

    @Override
    public long length(Path file) {
        return files.get(file).length;
    }

    @Override
    public long modifiedMillis(Path file) {
        return 0;
    }

    @Override
    public void delete(Path file) {
        operate();
        files.remove(file);
        forced.remove(file);
    }

    @Override
    public void createFolder(Path folder) {
        // folders are where files are
    }

    @Override
    public List<String> list(Path folder) {
        return files.keySet().stream()
                .filter(file -> folder.equals(file.getParent()))
                .map(file -> file.getFileName().toString())
                .toList();
    }

    @Override
    public void force(Path file) throws IOException {
        if (!files.containsKey(file)) {
            throw new NoSuchFileException(file.toString());
        }
        failIfAsked(file);
        operate();
        forced.put(file, files.get(file).length);
    }

    @Override
    public void forceFolder(Path folder) {
        operate();
    }

    @Override
    public long room(Path folder) {
        return Long.MAX_VALUE;
    }
}

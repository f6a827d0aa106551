package io.tapewire.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The operating system's files.
 *
 * <p>Uses {@link RandomAccessFile}, because containers interrupt their threads, and an interrupt closes a
 * {@link FileChannel} for everybody. A file is opened for each read: that takes microseconds, and no handle has to be
 * kept, bounded or closed.
 */
final class RealDisk implements Disk {
    @Override
    public DiskFile open(Path file) throws IOException {
        RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
        opened.seek(opened.length());
        return new DiskFile() {
            @Override
            public void append(byte[] bytes, int from, int length) throws IOException {
                opened.write(bytes, from, length);
            }

            @Override
            public void force() throws IOException {
                opened.getFD().sync();
            }

            @Override
            public void truncate(long length) throws IOException {
                opened.setLength(length);
                opened.seek(length);
            }

            @Override
            public long length() throws IOException {
                return opened.length();
            }

            @Override
            public void close() throws IOException {
                opened.close();
            }
        };
    }

    @Override
    public int read(Path file, long position, byte[] to) throws IOException {
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r")) {
            opened.seek(position);
            int read = 0;
            while (read < to.length) {
                int more = opened.read(to, read, to.length - read);
                if (more < 0) {
                    return read;
                }
                read += more;
            }
            return read;
        } catch (FileNotFoundException gone) {
            if (Files.exists(file)) {
                throw gone;
            }
            NoSuchFileException noFile = new NoSuchFileException(file.toString());
            noFile.initCause(gone);
            throw noFile;
        }
    }

    @Override
    public long length(Path file) throws IOException {
        return Files.size(file);
    }

    @Override
    public long modifiedMillis(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toMillis();
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
    }

    @Override
    public List<String> list(Path folder) throws IOException {
        try (Stream<Path> names = Files.list(folder)) {
            return names.map(each -> each.getFileName().toString()).toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        if (System.getProperty("os.name").startsWith("Windows")) {
            // folders cannot be opened there, and need not be forced
            return;
        }
        try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    @Override
    public long room(Path folder) throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }
}

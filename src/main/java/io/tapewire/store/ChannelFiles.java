package io.tapewire.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The files of one channel, in order. Any thread. */
final class ChannelFiles {
    private static final String TOMBSTONE = "deleted";
    private static final String CHANNEL = "channel";
    private static final int MOST_NAME_BYTES = 256;

    private final Disk disk;
    private final Path folder;
    private final ConcurrentSkipListMap<Long, LogFile> byFirst = new ConcurrentSkipListMap<>();

    private ChannelFiles(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
    }

    /** None yet; the folder is created with the first. */
    static ChannelFiles none(Disk disk, Path folder) {
        return new ChannelFiles(disk, folder);
    }

    /** Those that a folder has; none if the channel was deleted, whose rest is deleted here. */
    static ChannelFiles in(Disk disk, Path folder) throws IOException {
        ChannelFiles files = new ChannelFiles(disk, folder);
        List<String> names = disk.list(folder);
        for (String name : names) {
            LogFile.find(disk, folder, name).ifPresent(files::add);
        }
        if (names.contains(TOMBSTONE)) {
            files.delete(false);
        }
        return files;
    }

    /** The channel's name, as the folder says it; {@code null} if it does not, or if that has not reached the disk. */
    String channel() throws IOException {
        byte[] name = new byte[MOST_NAME_BYTES];
        try {
            String known = new String(name, 0, disk.read(folder.resolve(CHANNEL), 0, name), UTF_8).strip();
            return known.isEmpty() ? null : known;
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    /** Creates the folder, which says the channel's name for people, and for a file whose header is broken. */
    void createFolder(String channel) throws IOException {
        disk.createFolder(folder);
        try (DiskFile name = disk.open(folder.resolve(CHANNEL))) {
            if (name.length() == 0) {
                byte[] text = (channel + "\n").getBytes(UTF_8);
                name.append(text, 0, text.length);
            }
        }
    }

    Path folder() {
        return folder;
    }

    void add(LogFile file) {
        byFirst.put(file.first(), file);
    }

    boolean isEmpty() {
        return byFirst.isEmpty();
    }

    int count() {
        return byFirst.size();
    }

    /** The oldest, or {@code null}. */
    LogFile oldest() {
        return valueOf(byFirst.firstEntry());
    }

    /** The newest, or {@code null}. */
    LogFile newest() {
        return valueOf(byFirst.lastEntry());
    }

    /** The file that has this record if one has it, or else the next file; {@code null} if there is none. */
    LogFile at(long offset) {
        Map.Entry<Long, LogFile> floor = byFirst.floorEntry(offset);
        return valueOf(floor == null ? byFirst.firstEntry() : floor);
    }

    /** The file after this one, or {@code null}. */
    LogFile after(LogFile file) {
        return valueOf(byFirst.higherEntry(file.first()));
    }

    /** The newest file that begins at or before this byte of the log, or else the oldest; {@code null} if there is none. */
    LogFile holding(long begin) {
        for (LogFile file : byFirst.descendingMap().values()) {
            if (file.begin() <= begin) {
                return file;
            }
        }
        return oldest();
    }

    private static LogFile valueOf(Map.Entry<Long, LogFile> entry) {
        return entry == null ? null : entry.getValue();
    }

    long bytes() {
        long bytes = 0;
        for (LogFile file : byFirst.values()) {
            bytes += file.length();
        }
        return bytes;
    }

    /** Deletes a file. Readers that come later do not find it; one that reads it goes on on most systems. */
    void delete(LogFile file) throws IOException {
        byFirst.remove(file.first(), file);
        disk.delete(file.path());
    }

    /** Leaves a file out that cannot be used; it is not deleted, so that somebody can look at it. */
    void leaveOut(LogFile file) {
        byFirst.remove(file.first(), file);
    }

    /**
     * Deletes all files. If the server ends meanwhile, the rest is deleted at its next start.
     *
     * @param forced whether this is so even if the machine ends
     */
    void delete(boolean forced) throws IOException {
        if (disk.list(folder).isEmpty()) {
            byFirst.clear();
            return;
        }
        Path tombstone = folder.resolve(TOMBSTONE);
        try (DiskFile mark = disk.open(tombstone)) {
            if (forced) {
                mark.force();
                disk.forceFolder(folder);
            }
        }
        byFirst.clear();
        for (String name : disk.list(folder)) {
            if (!name.equals(TOMBSTONE)) {
                disk.delete(folder.resolve(name));
            }
        }
        disk.delete(tombstone);
        disk.delete(folder);
    }
}

package io.tapewire.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The files that were written and that the operating system may not have brought to the disk yet. Forcing a file takes
 * milliseconds up to seconds, so nobody who prints or watches waits for it: it is done in the background.
 *
 * <p>Any thread.
 */
final class Unforced {
    private final Set<Path> files = ConcurrentHashMap.newKeySet();
    private final Set<Path> folders = ConcurrentHashMap.newKeySet();
    private final Disk disk;

    Unforced(Disk disk) {
        this.disk = disk;
    }

    /** A file was written. */
    void wrote(Path file) {
        files.add(file);
    }

    /** A file was created. */
    void created(Path file) {
        files.add(file);
        folders.add(file.getParent());
    }

    /**
     * Brings everything to the disk that was written so far.
     *
     * @param failed is told each file or folder that could not be forced; it is not tried again
     * @return whether nothing failed
     */
    synchronized boolean force(BiConsumer<Path, IOException> failed) {
        boolean good = true;
        for (Path file : List.copyOf(files)) {
            // it is taken out first, so that what is written meanwhile counts as new
            files.remove(file);
            good &= force(file, () -> disk.force(file), failed);
        }
        for (Path folder : List.copyOf(folders)) {
            folders.remove(folder);
            good &= force(folder, () -> disk.forceFolder(folder), failed);
        }
        return good;
    }

    private interface Forcing {
        void run() throws IOException;
    }

    private static boolean force(Path path, Forcing forcing, BiConsumer<Path, IOException> failed) {
        try {
            forcing.run();
            return true;
        } catch (NoSuchFileException deleted) {
            return true;
        } catch (IOException failure) {
            failed.accept(path, failure);
            return false;
        }
    }
}

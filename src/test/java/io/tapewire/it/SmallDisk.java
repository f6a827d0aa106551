package io.tapewire.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A disk of a few megabytes that only those processes see that are started with it. Needs Linux, and the right to mount, which
 * root has, and anybody else in a user namespace of their own.
 */
final class SmallDisk implements AutoCloseable {
    private static final int MEGABYTES = 8;
    private static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));

    private final Path path;

    /** The disk is there as long as this process is. */
    private final Process holder;

    private SmallDisk(Path path, Process holder) {
        this.path = path;
        this.holder = holder;
    }

    /** @param path an empty directory, where the disk is seen */
    static SmallDisk create(Path path) {
        List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
        if (!IS_ROOT) {
            command.add("--map-root-user");
        }
        command.addAll(List.of(
                "sh",
                "-c",
                "mount -t tmpfs -o size=%dm tapewire \"$0\" && exec sleep 3600".formatted(MEGABYTES),
                path.toString()));
        try {
            SmallDisk disk = new SmallDisk(
                    path,
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start());
            Awaitility.await("the disk is mounted").until(disk::isMounted);
            return disk;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isMounted() {
        if (!holder.isAlive()) {
            throw new AssertionError("the disk cannot be mounted");
        }
        return run("stat --file-system --format=%T \"$0\"").equals("tmpfs\n");
    }

    Path path() {
        return path;
    }

    /** Leaves no room. */
    void fill() {
        run("dd if=/dev/zero of=\"$0/ballast\" bs=4k 2>&1; test -s \"$0/ballast\"");
    }

    /** Gives back the room that {@link #fill} took. */
    void free() {
        run("rm \"$0/ballast\"");
    }

    /** Lets nobody create files. */
    void protect() {
        // files that are open for writing do not let the disk itself become read-only
        run("mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\"");
    }

    void unprotect() {
        run("umount --lazy \"$0\"");
    }

    /** Removes everything. */
    void clear() {
        run("rm -r \"$0\"/*");
    }

    /** The command that runs another one so that it sees this disk. */
    List<String> around(List<String> command) {
        List<String> around = new ArrayList<>(List.of("nsenter", "--mount", "--target", String.valueOf(holder.pid())));
        if (!IS_ROOT) {
            around.addAll(List.of("--user", "--preserve-credentials"));
        }
        // without a wd of its own a command would begin at the root of the file system
        around.add("--wd=" + Path.of("").toAbsolutePath());
        around.addAll(command);
        return around;
    }

    /** Whether a file has this text. */
    boolean holds(String text) {
        return run("grep -rqsF -- '" + text.strip() + "' \"$0\" && echo yes || echo no")
                .equals("yes\n");
    }

    private String run(String script) {
        List<String> command = around(List.of("sh", "-c", script, path.toString()));
        try {
            Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(run.getInputStream().readAllBytes(), UTF_8);
            if (run.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        holder.destroy();
    }
}

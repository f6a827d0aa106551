package io.tapewire.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnforcedTest {
    private static final Path FILE = Path.of("channels", "build", "1.log");
    private static final Path OTHER = Path.of("channels", "build", "2.log");

    private final MemoryDisk disk = new MemoryDisk();
    private final Unforced unforced = new Unforced(disk);
    private final List<Path> failed = new ArrayList<>();

    private void write(Path file) throws IOException {
        try (DiskFile open = disk.open(file)) {
            open.append(new byte[10], 0, 10);
        }
    }

    private boolean force() {
        return unforced.force((path, failure) -> failed.add(path));
    }

    @Test
    void what_was_written_is_on_the_disk_afterwards() throws IOException {
        write(FILE);
        unforced.created(FILE);
        write(OTHER);
        unforced.wrote(OTHER);

        assertThat(force()).isTrue();

        assertThat(disk.withoutWhatWasNotForced().files().get(FILE)).hasSize(10);
        assertThat(disk.withoutWhatWasNotForced().files().get(OTHER)).hasSize(10);
    }

    @Test
    void nothing_is_forced_twice() throws IOException {
        write(FILE);
        unforced.created(FILE);
        force();
        int operations = disk.operations();

        assertThat(force()).isTrue();

        assertThat(disk.operations()).isEqualTo(operations);
    }

    @Test
    void a_file_that_was_deleted_meanwhile_is_no_failure() {
        unforced.wrote(FILE);

        assertThat(force()).isTrue();
        assertThat(failed).isEmpty();
    }

    @Test
    void one_that_fails_does_not_keep_the_others_from_the_disk_and_is_not_forced_again() throws IOException {
        write(FILE);
        write(OTHER);
        unforced.wrote(FILE);
        unforced.wrote(OTHER);
        disk.failingToForce(FILE);

        assertThat(force()).isFalse();

        assertThat(failed).containsExactly(FILE);
        assertThat(disk.withoutWhatWasNotForced().files().get(OTHER)).hasSize(10);
        assertThat(force()).isTrue();
    }
}

package io.tapewire.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    @TempDir
    private Path directory;

    @Test
    void a_directory_is_used_by_one_at_a_time() throws IOException {
        DirectoryLock lock = DirectoryLock.take(directory);

        assertThatThrownBy(() -> DirectoryLock.take(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another application of this server uses it");

        lock.close();
        DirectoryLock.take(directory).close();
    }

    @Test
    void after_a_kill_everything_that_was_written_is_there_and_after_a_reboot_it_may_not_be() throws IOException {
        DirectoryLock.take(directory).close();
        try (DirectoryLock after = DirectoryLock.take(directory)) {
            assertThat(after.hasAllThatWasWritten()).isTrue();
        }

        Files.writeString(directory.resolve("lock"), "process 1\nboot another\n");
        try (DirectoryLock after = DirectoryLock.take(directory)) {
            assertThat(after.hasAllThatWasWritten()).isFalse();
            after.endsInOrder();
        }

        try (DirectoryLock after = DirectoryLock.take(directory)) {
            assertThat(after.hasAllThatWasWritten()).isTrue();
        }
    }

    @Test
    void a_directory_that_is_new_has_nothing_to_lose() throws IOException {
        try (DirectoryLock first = DirectoryLock.take(directory.resolve("new"))) {
            assertThat(first.hasAllThatWasWritten()).isFalse();
        }
    }
}

package io.tapewire.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskFileTest {
    @TempDir
    private Path directory;

    @Test
    void each_line_is_a_value_and_empty_lines_are_none() throws IOException {
        assertThat(MaskFile.read(file("first secret\r\n\n second, with blanks \n££££"), Limits.STANDARD))
                .containsExactly("first secret", " second, with blanks ", "££££");
    }

    @Test
    void a_value_that_is_too_short_is_refused_by_its_line_and_not_shown() throws IOException {
        String file = file("first secret\n\nhunter2\n");
        assertThatThrownBy(() -> MaskFile.read(file, Limits.STANDARD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tapewire.mask.file")
                .hasMessageContaining("line 3 has 7 bytes")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("hunter2"));
    }

    @Test
    void more_values_than_allowed_are_refused() throws IOException {
        String file = file("secret 1\nsecret 2\n");
        assertThatThrownBy(() -> MaskFile.read(file, Limits.STANDARD.with(Limit.MASKS, 1)))
                .hasMessageContaining("2 values with 16 bytes")
                .hasMessageContaining("tapewire.masks.max-count");
    }

    @Test
    void a_file_that_cannot_be_read_is_refused() throws IOException {
        assertThatThrownBy(() -> MaskFile.read(directory.resolve("none").toString(), Limits.STANDARD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NoSuchFileException");
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 'a'});
        assertThatThrownBy(() -> MaskFile.read(binary.toString(), Limits.STANDARD))
                .hasMessageContaining("MalformedInputException");
    }

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("values"), text).toString();
    }
}

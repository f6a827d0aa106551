package io.tapewire.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FolderNameTest {
    @Test
    void people_recognise_the_channel() {
        assertThat(FolderName.of("nightly/Build.1", "e1"))
                .startsWith("nightly_build.1-")
                .endsWith("-e1");
    }

    @Test
    void channels_that_differ_have_folders_that_differ_even_where_case_does_not_count() {
        assertThat(FolderName.of("a/b", "e")).isNotEqualToIgnoringCase(FolderName.of("a_b", "e"));
        assertThat(FolderName.of("a", "e")).isNotEqualToIgnoringCase(FolderName.of("A", "e"));
    }

    @Test
    void the_longest_name_fits() {
        assertThat(FolderName.of("x".repeat(128), "0123456789abcdef")).hasSizeLessThan(120);
    }
}

package io.tapewire.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** A channel's name. The server knows the whole rule; this much keeps it from becoming another address. */
record Channel(String name) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,127}");

    static Channel parse(String text) {
        if (!FORM.matcher(text).matches() || ("/" + text + "/").matches(".*/\\.{0,2}/.*")) {
            throw new TypeConversionException("not a channel's name: " + text
                    + "; it has letters, digits and . _ - /, and begins with a letter or digit");
        }
        return new Channel(text);
    }
}

package io.tapewire.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Names of channels: {@code *} is one segment, a last {@code **} is one or more, as in the protocol. */
record ChannelPattern(Pattern names) {
    private static final Pattern FORM = Pattern.compile("(?:(?:\\*|[A-Za-z0-9._-]+)/)*(?:\\*\\*?|[A-Za-z0-9._-]+)");

    static ChannelPattern parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new TypeConversionException(
                    "not a pattern of channels: " + text + "; for instance build/* or build/**");
        }
        String regex = text.replace(".", "\\.").replaceAll("\\*\\*$", "\u0000").replace("*", "[^/]+");
        return new ChannelPattern(Pattern.compile(regex.replace("\u0000", ".+")));
    }

    boolean matches(String name) {
        return names.matcher(name).matches();
    }
}

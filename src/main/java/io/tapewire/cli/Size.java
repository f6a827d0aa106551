package io.tapewire.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes, from 64 KiB to 1 TiB. */
record Size(long bytes) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,13})([KMG]?)");
    private static final long LEAST = 64L << 10;
    private static final long MOST = 1L << 40;

    static Size parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new TypeConversionException("not a number of bytes: " + text + "; for instance 256M");
        }
        int shift = switch (form.group(2)) {
            case "K" -> 10;
            case "M" -> 20;
            case "G" -> 30;
            default -> 0;
        };
        long number = Long.parseLong(form.group(1));
        if (number > MOST >> shift || number << shift < LEAST) {
            throw new TypeConversionException("from 64K to 1024G, not " + text);
        }
        return new Size(number << shift);
    }
}

package io.tapewire.mask;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a secret looks like in output: itself, and in the usual encodings. */
final class Forms {
    /** What each of the usual encoders leaves as it is, besides letters and digits. */
    private static final String[] URL_UNRESERVED = {
        "-_.~", // RFC 3986
        "-_.!~*'()", // encodeURIComponent
        "-_.*", // java.net.URLEncoder, forms
        "-_.~/", // urllib.parse.quote
        "-_.!~*'();/?:@&=+$,#" // encodeURI
    };

    private final Map<String, byte[]> forms = new LinkedHashMap<>();

    private Forms() {}

    /** All forms of a value, each of them once. None is shorter than the value. */
    static Collection<byte[]> of(String value) {
        Forms all = new Forms();
        all.add(value);
        // a terminal's line discipline writes line feeds like this
        all.add(value.replace("\r\n", "\n").replace("\n", "\r\n"));
        byte[] utf8 = value.getBytes(UTF_8);
        Base64Forms.of(utf8).forEach(all::add);
        for (String unreserved : URL_UNRESERVED) {
            all.addUrl(utf8, unreserved);
        }
        JsonForms.of(value).forEach(all::add);
        return all.forms.values();
    }

    private void add(String form) {
        byte[] utf8 = form.getBytes(UTF_8);
        forms.putIfAbsent(new String(utf8, ISO_8859_1), utf8);
    }

    private void addUrl(byte[] utf8, String unreserved) {
        StringBuilder upper = new StringBuilder();
        for (byte each : utf8) {
            char character = (char) (each & 0xff);
            if (isAlphanumeric(character) || unreserved.indexOf(character) >= 0) {
                upper.append(character);
            } else {
                upper.append(String.format(Locale.ROOT, "%%%02X", (int) character));
            }
        }
        StringBuilder lower = new StringBuilder(upper);
        for (int at = lower.indexOf("%"); at >= 0; at = lower.indexOf("%", at + 1)) {
            lower.replace(at, at + 3, lower.substring(at, at + 3).toLowerCase(Locale.ROOT));
        }
        add(upper.toString());
        add(lower.toString());
        add(upper.toString().replace("%20", "+"));
        add(lower.toString().replace("%20", "+"));
    }

    private static boolean isAlphanumeric(char character) {
        return (character >= '0' && character <= '9')
                || (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z');
    }
}

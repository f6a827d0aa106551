package io.tapewire.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A secret within a JSON string, as the usual libraries escape it. */
final class JsonForms {
    private static final String LETTERS = "\"\\\b\f\n\r\t";
    private static final String ESCAPED = "\"\\bfnrt";

    /** What some libraries write as a code, because the text may stand in HTML: none; Go; Gson. */
    private static final String[] HTML = {"", "<>&\u2028\u2029", "<>&='\u2028\u2029"};

    private JsonForms() {}

    static List<String> of(String secret) {
        List<String> forms = new ArrayList<>();
        for (String html : HTML) {
            for (boolean ascii : new boolean[] {false, true}) {
                forms.add(escape(secret, html, ascii, "%04x"));
                forms.add(escape(secret, html, ascii, "%04X"));
                forms.add(escape(secret, html, ascii, "%04x").replace("/", "\\/"));
            }
        }
        return forms;
    }

    private static String escape(String secret, String html, boolean ascii, String code) {
        StringBuilder json = new StringBuilder();
        for (int at = 0; at < secret.length(); at++) {
            char each = secret.charAt(at);
            int letter = LETTERS.indexOf(each);
            if (letter >= 0) {
                json.append('\\').append(ESCAPED.charAt(letter));
            } else if (each < ' ' || html.indexOf(each) >= 0 || (ascii && each > '~')) {
                json.append("\\u").append(String.format(Locale.ROOT, code, (int) each));
            } else {
                json.append(each);
            }
        }
        return json.toString();
    }
}

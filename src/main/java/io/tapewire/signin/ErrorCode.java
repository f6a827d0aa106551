package io.tapewire.signin;

import java.util.regex.Pattern;

/**
 * The code of an error answer, such as {@code access_denied}. Anybody can make up such an answer, so its other texts are
 * not shown, and neither is a code of another shape.
 */
final class ErrorCode {
    private static final Pattern SHAPE = Pattern.compile("[a-zA-Z_. -]{1,60}");

    private ErrorCode() {}

    static String of(String text) {
        return SHAPE.matcher(text).matches() ? text : "unknown error";
    }
}

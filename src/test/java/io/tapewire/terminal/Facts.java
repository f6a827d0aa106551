package io.tapewire.terminal;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;

/** All that a terminal's state consists of, as text. It is read from the fields, so that none is forgotten. */
final class Facts {
    private Facts() {}

    static String of(Terminal terminal) {
        StringBuilder facts = new StringBuilder();
        append(terminal.state(), facts);
        // an unfinished sequence is the end of this text
        return facts.append(terminal.restoring()).toString();
    }

    private static void append(Object value, StringBuilder facts) {
        if (value == null || value instanceof Record || value.getClass().getPackage() != Terminal.class.getPackage()) {
            facts.append(Arrays.deepToString(new Object[] {value}));
            return;
        }
        for (Field field : value.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                append(get(field, value), facts.append(field.getName()).append(' '));
            }
        }
    }

    private static Object get(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}

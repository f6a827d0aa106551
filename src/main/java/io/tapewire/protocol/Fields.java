package io.tapewire.protocol;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;

/** Reads the fields of one JSON object and checks their types. */
public record Fields(JsonObject json, JsonValue id) {
    private static final int MOST_DIGITS = 30;
    private static final String WHOLE_NUMBER = "a whole number";
    private static final String POSITION = "a whole number from 0 on";

    /** A string, or {@code null} if absent. */
    public String text(String name) {
        JsonValue value = json.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof JsonString string) {
            return string.getString();
        }
        throw bad(name, "a string");
    }

    /** An array of strings. */
    public List<String> texts(String name) {
        if (!(json.get(name) instanceof JsonArray array) || !array.stream().allMatch(JsonString.class::isInstance)) {
            throw bad(name, "an array of strings");
        }
        return array.getValuesAs(JsonString::getString);
    }

    /** A whole number from 0 on, or {@code null} if absent. */
    public Long position(String name) {
        BigDecimal exact = number(name, POSITION);
        if (exact == null) {
            return null;
        }
        try {
            if (exact.signum() >= 0) {
                return exact.longValueExact();
            }
        } catch (ArithmeticException notWhole) {
            throw bad(name, POSITION);
        }
        throw bad(name, POSITION);
    }

    /** A whole number in 32 bits, or {@code null} if absent. */
    public Integer integer(String name) {
        BigDecimal exact = number(name, WHOLE_NUMBER);
        try {
            return exact == null ? null : Integer.valueOf(exact.intValueExact());
        } catch (ArithmeticException notWhole) {
            throw bad(name, WHOLE_NUMBER);
        }
    }

    /** A number that can be converted cheaply: with a scale of millions the conversion itself would be the attack. */
    private BigDecimal number(String name, String wanted) {
        JsonValue value = json.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof JsonNumber number) {
            BigDecimal exact = number.bigDecimalValue();
            if (Math.abs((long) exact.scale()) < MOST_DIGITS && exact.precision() < MOST_DIGITS) {
                return exact;
            }
        }
        throw bad(name, wanted);
    }

    /** An object, empty if absent. */
    public JsonObject object(String name) {
        JsonValue value = json.get(name);
        if (value == null) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        if (value instanceof JsonObject object) {
            return object;
        }
        throw bad(name, "an object");
    }

    /** The exception for a field with a wrong type or value. */
    public BadEnvelope bad(String name, String wanted) {
        return new BadEnvelope("bad_field", name + " must be " + wanted, id);
    }

    static String quote(String text) {
        return '"' + (text.length() > 100 ? text.substring(0, 100) + "…" : text) + '"';
    }
}

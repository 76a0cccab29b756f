package org.dl4jlab.training.internal.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The types that a setting may have and how a user writes their values: whole numbers, numbers, {@code true} or
 * {@code false}, and the constants of an enum in lower case with hyphens ({@code ONE_CYCLE} is {@code one-cycle}).
 */
final class SettingTypes {

    private SettingTypes() {}

    /** A value as the user would write it: numbers and booleans as they are, constants in words. */
    static Object plain(Object value) {
        return value instanceof Enum<?> constant ? word(constant) : value;
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException if the text is no value of the type or lies outside of the setting's range
     */
    static Object parse(Class<?> type, Setting setting, String text) {
        if (type.isEnum()) {
            return constant(type, text);
        }
        if (type == boolean.class) {
            if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException("neither true nor false");
            }
            return Boolean.valueOf(text);
        }
        Number number = number(type, text);
        if (!inRange(number, setting)) {
            throw new IllegalArgumentException("out of range");
        }
        return number;
    }

    /** The value as one of the type; empty if it is of another. Its range is the record's to check. */
    static Optional<Object> convert(Class<?> type, Object value) {
        if (type.isEnum() || type == boolean.class) {
            return type.isInstance(value) || type == boolean.class && value instanceof Boolean
                    ? Optional.of(value)
                    : Optional.empty();
        }
        if (!(value instanceof Number number)) {
            return Optional.empty();
        }
        if (type == double.class) {
            return Optional.of(number.doubleValue());
        }
        long whole = number.longValue();
        if (whole != number.doubleValue() || type == int.class && whole != (int) whole) {
            return Optional.empty();
        }
        return Optional.of(type == int.class ? (Object) (int) whole : (Object) whole);
    }

    static boolean inRange(Number number, Setting setting) {
        double value = number.doubleValue();
        // NaN compares as false, and so is not in range.
        return value >= setting.min() && value <= setting.max();
    }

    /** The kind of value, for an error message: {@code a whole number from 1 to 9}. */
    static String allowed(Class<?> type, Setting setting) {
        if (type.isEnum()) {
            return "one of " + range(type, setting);
        }
        if (type == boolean.class) {
            return "true or false";
        }
        return (type == double.class ? "a number from " : "a whole number from ") + range(type, setting);
    }

    /** What a help page says about the values: {@code 1 to 9}, {@code none, random}. */
    static String range(Class<?> type, Setting setting) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> word((Enum<?>) constant))
                    .collect(Collectors.joining(", "));
        }
        return type == boolean.class ? "true or false" : limit(setting.min()) + " to " + limit(setting.max());
    }

    private static Number number(Class<?> type, String text) {
        if (type == int.class) {
            return Integer.valueOf(text);
        }
        if (type == long.class) {
            return Long.valueOf(text);
        }
        if (type == double.class) {
            return Double.valueOf(text);
        }
        throw new IllegalStateException("settings of type " + type.getSimpleName() + " are not supported");
    }

    private static Object constant(Class<?> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word((Enum<?>) constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown word"));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String limit(double limit) {
        return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
    }
}

package org.dl4jlab.experiments.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads and changes records whose components carry {@link Setting}. Supported types: {@code int}, {@code long},
 * {@code double}.
 */
public final class Settings {

    /**
     * One setting, for a help page.
     *
     * @param name to override it by
     * @param value it has
     * @param range it may have, such as {@code 1 to 100}
     * @param meaning in a few words
     */
    public record Description(String name, Object value, String range, String meaning) {}

    private Settings() {}

    /**
     * A copy of the settings with some values replaced.
     *
     * @param settings to start from
     * @param overrides text by name of the setting
     * @throws InvalidInputException if a name is unknown, or a text is no value of its setting's type and range
     */
    public static <R extends Record> R override(R settings, Map<String, String> overrides) {
        RecordComponent[] components = settings.getClass().getRecordComponents();
        List<String> names =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = valueOf(settings, components[i]);
        }
        overrides.forEach((name, text) -> {
            int i = names.indexOf(name);
            if (i < 0) {
                throw new InvalidInputException(NearestName.explain("setting", name, names));
            }
            values[i] = parse(components[i], text);
        });
        return construct(settings, components, values);
    }

    /** Every setting and its value, in the order of the record. */
    public static Map<String, Object> toMap(Record settings) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            values.put(component.getName(), valueOf(settings, component));
        }
        return values;
    }

    /** Every setting with its meaning, in the order of the record. */
    public static List<Description> describe(Record settings) {
        return Arrays.stream(settings.getClass().getRecordComponents())
                .map(c -> new Description(
                        c.getName(),
                        valueOf(settings, c),
                        range(c),
                        c.getAnnotation(Setting.class).value()))
                .collect(Collectors.toList());
    }

    private static Object parse(RecordComponent component, String text) {
        Object value;
        try {
            value = parse(component.getType(), text.strip());
        } catch (NumberFormatException e) {
            throw invalid(component, text);
        }
        Setting setting = component.getAnnotation(Setting.class);
        double number = ((Number) value).doubleValue();
        // Written so that NaN fails too.
        if (!(number >= setting.min() && number <= setting.max())) {
            throw invalid(component, text);
        }
        return value;
    }

    private static Object parse(Class<?> type, String text) {
        if (type == int.class) {
            return Integer.parseInt(text);
        }
        if (type == long.class) {
            return Long.parseLong(text);
        }
        if (type == double.class) {
            return Double.parseDouble(text);
        }
        throw new IllegalStateException("settings of type " + type.getSimpleName() + " are not supported");
    }

    private static InvalidInputException invalid(RecordComponent component, String text) {
        String kind = component.getType() == double.class ? "number" : "whole number";
        return new InvalidInputException("Setting '" + component.getName() + "' ("
                + component.getAnnotation(Setting.class).value() + ") must be a " + kind + " from " + range(component)
                + ", but got '" + text + "'.");
    }

    private static String range(RecordComponent component) {
        Setting setting = component.getAnnotation(Setting.class);
        return plain(setting.min()) + " to " + plain(setting.max());
    }

    private static String plain(double limit) {
        return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
    }

    private static Object valueOf(Record settings, RecordComponent component) {
        try {
            return component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read setting " + component.getName(), e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <R extends Record> R construct(R like, RecordComponent[] components, Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = like.getClass().getDeclaredConstructor(types);
            return (R) constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException("cannot make " + like.getClass().getSimpleName(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + like.getClass().getSimpleName(), e);
        }
    }
}

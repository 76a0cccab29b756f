package org.dl4jlab.training.internal.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.dl4jlab.models.registry.NearestName;
import org.dl4jlab.training.InvalidInputException;

/**
 * Reads and changes records whose components carry {@link Setting}. A component that is itself such a record is a group:
 * its settings are named and listed as if they stood in the outer record, so names must differ throughout. Supported
 * types: {@code int}, {@code long}, {@code double}, {@code boolean}, and enums.
 */
public final class Settings {

    /**
     * One setting, for a help page.
     *
     * @param name to override it by
     * @param value it has, as a user would write it: a number, a boolean or a word
     * @param range it may have, such as {@code 1 to 100} or {@code none, random}
     * @param meaning in a few words
     * @param onResume whether a run that goes on may change it
     */
    public record Description(String name, Object value, String range, String meaning, boolean onResume) {}

    /**
     * A component of a record. Settings are made by the hundred, so nothing is looked up by reflection each time.
     *
     * @param limited whether only some numbers are allowed
     * @param min smallest of them
     * @param max largest of them
     */
    private record Slot(RecordComponent component, String name, boolean limited, double min, double max) {

        static Slot of(RecordComponent component) {
            Setting setting = component.getAnnotation(Setting.class);
            return setting == null
                    ? new Slot(component, component.getName(), false, 0, 0)
                    : new Slot(component, component.getName(), true, setting.min(), setting.max());
        }

        boolean takes(double number) {
            // NaN compares as false, and so is not in range.
            return !limited || number >= min && number <= max;
        }
    }

    private static final ClassValue<List<Slot>> SLOTS = new ClassValue<>() {
        @Override
        protected List<Slot> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(Slot::of).toList();
        }
    };

    private Settings() {}

    /**
     * Checks the values that a settings record is about to be made of; for its constructor.
     *
     * @param values one a component, in their order
     * @throws InvalidInputException if a number lies outside of its setting's range; the message is that of
     *     {@link #override}
     * @throws NullPointerException if a value is missing; the message names it
     */
    public static void check(Class<? extends Record> type, Object... values) {
        List<Slot> slots = SLOTS.get(type);
        for (int i = 0; i < values.length; i++) {
            Slot slot = slots.get(i);
            Objects.requireNonNull(values[i], slot.name());
            if (values[i] instanceof Number number && !slot.takes(number.doubleValue())) {
                throw refused(slot.component(), slot.component().getAnnotation(Setting.class), number.toString());
            }
        }
    }

    /** A constant as a user writes it: {@code ONE_CYCLE} is {@code one-cycle}. */
    public static String word(Enum<?> constant) {
        return SettingTypes.word(constant);
    }

    /**
     * A copy of the settings with some values replaced.
     *
     * @param settings to start from
     * @param overrides text by name of the setting
     * @throws InvalidInputException if a name is unknown, or a text is no value of its setting's type and range, or the
     *     record refuses the values together
     */
    public static <R extends Record> R override(R settings, Map<String, String> overrides) {
        requireKnown(settings, overrides);
        return replace(settings, overrides, Settings::parse);
    }

    /**
     * A copy of the settings with some values replaced by values of their types: a number for a number (a whole one where
     * the setting is whole), a {@code Boolean}, or a constant of the setting's enum.
     *
     * @param settings to start from
     * @param values by name of the setting
     * @throws InvalidInputException if a name is unknown, or a value is not of its setting's type and range, or the record
     *     refuses the values together
     */
    public static <R extends Record> R with(R settings, Map<String, Object> values) {
        requireKnown(settings, values);
        return replace(settings, values, Settings::converted);
    }

    private static void requireKnown(Record settings, Map<String, ?> changes) {
        List<String> names = toMap(settings).keySet().stream().toList();
        for (String name : changes.keySet()) {
            if (!names.contains(name)) {
                throw new InvalidInputException(NearestName.explain("setting", name, names));
            }
        }
    }

    /** Every setting and its value as a user would write it, in the order of the record. */
    public static Map<String, Object> toMap(Record settings) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Description setting : describe(settings)) {
            if (values.put(setting.name(), setting.value()) != null) {
                throw new IllegalStateException("two settings are named " + setting.name());
            }
        }
        return values;
    }

    /** Every setting with its meaning, in the order of the record. */
    public static List<Description> describe(Record settings) {
        List<Description> descriptions = new ArrayList<>();
        for (Slot slot : SLOTS.get(settings.getClass())) {
            RecordComponent component = slot.component();
            Object value = valueOf(settings, component);
            if (value instanceof Record group) {
                descriptions.addAll(describe(group));
            } else {
                Setting setting = component.getAnnotation(Setting.class);
                descriptions.add(new Description(
                        component.getName(),
                        SettingTypes.plain(value),
                        SettingTypes.range(component.getType(), setting),
                        setting.value(),
                        setting.onResume()));
            }
        }
        return descriptions;
    }

    private static <R extends Record, V> R replace(
            R settings, Map<String, V> changes, BiFunction<RecordComponent, V, Object> reader) {
        RecordComponent[] components =
                SLOTS.get(settings.getClass()).stream().map(Slot::component).toArray(RecordComponent[]::new);
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Object value = valueOf(settings, components[i]);
            V change = changes.get(components[i].getName());
            if (value instanceof Record group) {
                values[i] = replace(group, changes, reader);
            } else {
                values[i] = change == null ? value : reader.apply(components[i], change);
            }
        }
        return construct(settings, components, values);
    }

    private static Object parse(RecordComponent component, String text) {
        Setting setting = component.getAnnotation(Setting.class);
        try {
            return SettingTypes.parse(component.getType(), setting, text.strip());
        } catch (IllegalArgumentException e) {
            throw refused(component, setting, text);
        }
    }

    private static Object converted(RecordComponent component, Object value) {
        Setting setting = component.getAnnotation(Setting.class);
        return SettingTypes.convert(component.getType(), value)
                .orElseThrow(() -> refused(component, setting, String.valueOf(value)));
    }

    private static InvalidInputException refused(RecordComponent component, Setting setting, String text) {
        return new InvalidInputException("Setting '" + component.getName() + "' (" + setting.value() + ") must be "
                + SettingTypes.allowed(component.getType(), setting) + ", but got '" + text + "'.");
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

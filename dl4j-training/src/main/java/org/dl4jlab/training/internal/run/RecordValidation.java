package org.dl4jlab.training.internal.run;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Looks through a record that was read from a file, before anybody relies on it: what every record has must be there, lists
 * and maps hold no null, and times are ones that can be counted in milliseconds.
 */
public final class RecordValidation {

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final Path file;
    private final List<String> required;

    private RecordValidation(Path file, List<String> required) {
        this.file = file;
        this.required = required;
    }

    /**
     * Returns the record if it is whole.
     *
     * @param file that it was read from, for the message
     * @param required names of what must be there, as {@code started}, or {@code data.title} if there is {@code data}
     * @throws IOException if it is not; the message says what is missing
     */
    public static <T extends Record> T check(Path file, T record, String... required) throws IOException {
        if (record == null) {
            throw new IOException(file + " holds nothing");
        }
        new RecordValidation(file, List.of(required)).look("", record);
        return record;
    }

    private void look(String name, Object value) throws IOException {
        if (value == null) {
            if (required.contains(name)) {
                throw new IOException(file + " lacks \"" + name + "\"");
            }
        } else if (value instanceof Record record) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                look(name.isEmpty() ? component.getName() : name + "." + component.getName(), get(record, component));
            }
        } else if (value instanceof Collection<?> all) {
            for (Object one : all) {
                lookInto(name, one);
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                lookInto(name, entry.getKey());
                lookInto(name, entry.getValue());
            }
        } else if (value instanceof Instant time && (time.isBefore(EARLIEST) || time.isAfter(LATEST))) {
            throw new IOException(file + ": the time \"" + name + "\" is out of range: " + time);
        }
    }

    private void lookInto(String name, Object one) throws IOException {
        if (one == null) {
            throw new IOException(file + ": \"" + name + "\" holds a null");
        }
        look(name, one);
    }

    private static Object get(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Records are open to be read", e);
        }
    }
}

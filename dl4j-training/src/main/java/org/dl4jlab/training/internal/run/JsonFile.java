package org.dl4jlab.training.internal.run;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.dl4jlab.data.file.AtomicFile;

/** A record as a JSON file that people can read and later versions too. */
public final class JsonFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            // A later version may have added fields; what this version knows can still be read.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private JsonFile() {}

    /**
     * Writes a record in one piece: the file holds what it held before, or all of the record.
     *
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public static void write(Path file, Object record) {
        AtomicFile.write(file, temporary -> JSON.writeValue(temporary.toFile(), record));
    }

    /** A record as it would stand in a file. */
    public static byte[] bytes(Object record) throws IOException {
        return JSON.writeValueAsBytes(record);
    }

    /** A record as text, for {@link #parse(String, Class)} elsewhere. */
    public static String text(Object record) throws IOException {
        return new String(bytes(record), StandardCharsets.UTF_8);
    }

    /** @throws IOException if the text is no such record */
    public static <T> T parse(String text, Class<T> type) throws IOException {
        return parse(text.getBytes(StandardCharsets.UTF_8), type);
    }

    /** @throws IOException if the bytes are no such record */
    public static <T> T parse(byte[] bytes, Class<T> type) throws IOException {
        try {
            return JSON.readValue(bytes, type);
        } catch (JacksonException e) {
            throw new IOException(e.getOriginalMessage(), e);
        }
    }

    /** @throws IOException if the file cannot be read or is damaged; the message names it */
    public static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            return JSON.readValue(
                    RegularFile.require(file, RegularFile.LONGEST_RECORD).toFile(), type);
        } catch (StackOverflowError e) {
            throw new IOException(file + " cannot be read: it is nested too deeply", e);
        } catch (JacksonException e) {
            throw new IOException(file + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}

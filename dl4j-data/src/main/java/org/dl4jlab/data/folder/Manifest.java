package org.dl4jlab.data.folder;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.file.Csv;
import org.dl4jlab.data.file.FileFailure;

/**
 * A list of pictures with their labels: CSV with a header, or one JSON object per line. The columns are called {@code path}
 * (or file, filename, file_name, image), {@code label} (or class) and, if there is one, {@code part} (or split).
 */
final class Manifest {

    private static final Set<String> PATHS = Set.of("path", "file", "filename", "file_name", "image", "filepath");
    private static final Set<String> LABELS = Set.of("label", "class", "class_name", "category");
    private static final Set<String> PARTS = Set.of("part", "split", "subset");
    private static final Set<String> NAMES =
            Set.of("manifest.csv", "manifest.jsonl", "metadata.csv", "metadata.jsonl", "labels.csv", "labels.jsonl");
    private static final long LARGEST = 512L << 20;

    private Manifest() {}

    static boolean isManifest(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".csv") || lower.endsWith(".tsv") || isJson(lower);
    }

    private static boolean isJson(String lower) {
        return lower.endsWith(".jsonl") || lower.endsWith(".ndjson");
    }

    /**
     * The manifest of a folder: the only one at its top that has one of the usual names. It counts before class folders.
     */
    static Optional<FolderScan.Found> find(List<FolderScan.Found> files) {
        List<FolderScan.Found> named = files.stream()
                .filter(one -> NAMES.contains(
                        one.path().substring(one.path().lastIndexOf('/') + 1).toLowerCase(Locale.ROOT)))
                .filter(one -> isTop(one, files))
                .toList();
        if (named.size() > 1) {
            throw new DataException("There is more than one manifest: "
                    + named.stream().map(FolderScan.Found::path).toList() + "; remove or rename all but one.");
        }
        return named.stream().findFirst();
    }

    private static boolean isTop(FolderScan.Found one, List<FolderScan.Found> files) {
        int slash = one.path().lastIndexOf('/');
        String folder = one.path().substring(0, slash + 1);
        return files.stream().allMatch(other -> other.path().startsWith(folder));
    }

    /**
     * Reads a manifest.
     *
     * @param path of the manifest below the root; the paths in it begin in its folder
     * @param files that there are
     * @param others that are there and cannot be used
     * @param passedOver takes the lines that cannot be used
     */
    static List<PictureFile> read(
            String path,
            Path manifest,
            List<FolderScan.Found> files,
            List<SkippedFile> others,
            List<SkippedFile> passedOver) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        Map<String, FolderScan.Found> byPath = new HashMap<>();
        files.forEach(file -> byPath.put(composed(file.path()), file));
        Map<String, String> unusable = new HashMap<>();
        others.forEach(other -> unusable.put(composed(other.path()), other.reason()));
        List<PictureFile> listed = new ArrayList<>();
        Map<PictureFile, Long> lineOf = new HashMap<>();
        int[] withPart = {0};
        List<Line> lines = lines(path, manifest);
        if (lines.isEmpty()) {
            throw new DataException(manifest + " names no picture; it needs a line with path and label for each.");
        }
        for (Line line : lines) {
            Optional<String> name = below(manifest, line.path());
            FolderScan.Found file =
                    name.map(below -> byPath.get(composed(folder + below))).orElse(null);
            String reason = name.isEmpty()
                    ? "names " + line.path() + ", which lies outside of the manifest's folder; put it into that"
                    : refusal(line, file, Optional.ofNullable(unusable.get(composed(folder + name.get()))));
            if (!reason.isEmpty()) {
                passedOver.add(new SkippedFile(path + " line " + line.number(), reason));
                continue;
            }
            Optional<DataPart> part = line.part().isBlank() ? Optional.empty() : DataPart.named(line.part());
            PictureFile picture = new PictureFile(file.path(), file.file(), FolderLayout.className(line.label()), part);
            Long before = lineOf.putIfAbsent(picture, line.number());
            if (before != null) {
                passedOver.add(new SkippedFile(
                        path + " line " + line.number(), "repeats line " + before + " (" + line.path() + ")"));
                continue;
            }
            withPart[0] += part.isPresent() ? 1 : 0;
            listed.add(picture);
        }
        if (withPart[0] > 0 && withPart[0] < listed.size()) {
            throw new DataException(manifest + " names the part of " + withPart[0] + " pictures of " + listed.size()
                    + "; name it for all of them or for none.");
        }
        if (withPart[0] > 0 && listed.stream().noneMatch(file -> file.part().equals(Optional.of(DataPart.TRAIN)))) {
            throw new DataException(manifest + " puts no picture into the part train.");
        }
        return listed;
    }

    /** A path of the manifest as one below the manifest's folder; nothing if it leads out of that. */
    private static Optional<String> below(Path manifest, String given) {
        String name = given.strip().replace('\\', '/');
        try {
            Path folder = manifest.toAbsolutePath().normalize().getParent();
            Path file = folder.resolve(name).normalize();
            return file.startsWith(folder)
                    ? Optional.of(folder.relativize(file)
                            .toString()
                            .replace(folder.getFileSystem().getSeparator(), "/"))
                    : Optional.empty();
        } catch (InvalidPathException e) {
            // No file can have such a name: it will not be found.
            return Optional.of(name);
        }
    }

    private static String refusal(Line line, FolderScan.Found file, Optional<String> unusable) {
        if (line.path().isBlank()) {
            return "names no picture";
        }
        if (line.label().isBlank()) {
            return "gives " + line.path() + " no label";
        }
        if (!line.part().isBlank() && DataPart.named(line.part()).isEmpty()) {
            return "puts " + line.path() + " into the part '" + line.part()
                    + "', which is none of train, validation and test";
        }
        return file == null ? "names " + line.path() + ", which " + unusable.orElse("is not there") : "";
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private record Line(long number, String path, String label, String part) {}

    private static List<Line> lines(String name, Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new DataException(file + " has more than " + (LARGEST >> 20) + " MiB, too many for a manifest.");
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return isJson(name.toLowerCase(Locale.ROOT)) ? jsonLines(file, plain) : csvLines(file, plain);
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new DataException(file + " is not in UTF-8; save it in that encoding.", e);
        } catch (IOException e) {
            throw new DataException("Cannot read " + file + ": " + FileFailure.reason(e), e);
        }
    }

    private static List<Line> jsonLines(Path file, String text) {
        ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        List<Line> lines = new ArrayList<>();
        long number = 0;
        for (String line : text.split("\r\n|\r|\n", -1)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                JsonNode node = json.readTree(line);
                if (!node.isObject()) {
                    throw notAnObject(file, number, null);
                }
                Map<String, String> values = new LinkedHashMap<>();
                node.fields()
                        .forEachRemaining(field -> values.put(
                                field.getKey().toLowerCase(Locale.ROOT),
                                field.getValue().isNull()
                                        ? ""
                                        : field.getValue().asText()));
                lines.add(new Line(number, value(values, PATHS), value(values, LABELS), value(values, PARTS)));
            } catch (IOException e) {
                throw notAnObject(file, number, e);
            }
        }
        return lines;
    }

    private static DataException notAnObject(Path file, long line, Throwable cause) {
        return new DataException(file + " line " + line + " is not one JSON object, as each line must be.", cause);
    }

    private static String value(Map<String, String> values, Set<String> names) {
        return values.entrySet().stream()
                .filter(value -> names.contains(value.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static List<Line> csvLines(Path file, String text) {
        List<Csv.Row> rows;
        try {
            rows = Csv.rows(text);
        } catch (IllegalArgumentException e) {
            throw new DataException(file + " " + e.getMessage() + "; close it, or double it where it is meant.", e);
        }
        if (rows.isEmpty()) {
            throw new DataException(file + " is empty.");
        }
        List<String> header = rows.get(0).values().stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        int path = column(header, PATHS);
        int label = column(header, LABELS);
        int part = column(header, PARTS);
        if (path < 0 || label < 0) {
            throw new DataException(file + " has the columns " + header
                    + "; its first line must name a column path and a column label (and, if wanted, part)."
                    + " If it is no list of the pictures, give it another name.");
        }
        return rows.stream()
                .skip(1)
                .map(row -> new Line(row.line(), row.value(path), row.value(label), part < 0 ? "" : row.value(part)))
                .toList();
    }

    private static int column(List<String> header, Set<String> names) {
        for (int c = 0; c < header.size(); c++) {
            if (names.contains(header.get(c))) {
                return c;
            }
        }
        return -1;
    }
}

package org.dl4jlab.training.internal.run;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jlab.data.file.AtomicFile;

/**
 * {@code model.zip}: DL4J's own format with one more entry, which DL4J does not look at. It is the run's record as of the
 * end of training, so that the file alone tells where the network comes from and how a picture becomes its input.
 */
public final class ModelFile {

    /** The additional entry. */
    public static final String RECORD = "dl4jlab-run.json";

    /** A record is some kilobytes; nothing larger is read from a file of unknown origin. */
    private static final int LARGEST_RECORD = 8 << 20;

    /**
     * What a file may hold. DL4J's reader deserialises an entry {@code preprocessor.bin} with {@code readObject}, which
     * runs code of whoever wrote the file; {@code normalizer.bin} is not looked at.
     */
    private static final Set<String> KNOWN_ENTRIES = Set.of(
            ModelSerializer.CONFIGURATION_JSON,
            ModelSerializer.COEFFICIENTS_BIN,
            ModelSerializer.UPDATER_BIN,
            ModelSerializer.NO_PARAMS_MARKER,
            ModelSerializer.NORMALIZER_BIN,
            RECORD);

    /** A configuration of a thousand layers has some megabytes. */
    private static final long LARGEST_CONFIGURATION = 64L << 20;

    /** Trained numbers hardly compress: larger entries that shrink by more than this are no parameters. */
    private static final long LARGEST_COMPRESSIBLE = 256L << 20;

    private static final long MOST_COMPRESSION = 100;

    /** Bytes of a number in half precision. */
    private static final int SMALLEST_NUMBER = 2;

    private ModelFile() {}

    /** Writes configuration, parameters, the optimiser's state and the record in one piece. */
    public static void write(Path file, Model model, RunRecord record) {
        AtomicFile.write(file, temporary -> {
            ModelSerializer.writeModel(model, temporary.toFile(), true);
            try (FileSystem zip = FileSystems.newFileSystem(temporary)) {
                Files.write(zip.getPath(RECORD), JsonFile.bytes(record));
            }
        });
    }

    /**
     * The record inside; empty for a file that DL4J wrote.
     *
     * @throws IOException if the file or its record cannot be read; the message names the file
     */
    public static Optional<RunRecord> record(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(RECORD);
            if (entry == null) {
                return Optional.empty();
            }
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] bytes = in.readNBytes(LARGEST_RECORD + 1);
                if (bytes.length > LARGEST_RECORD) {
                    throw new IOException(RECORD + " is too large");
                }
                return Optional.of(JsonFile.parse(bytes, RunRecord.class));
            }
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The network, of either of DL4J's two kinds.
     *
     * @throws IOException if there is none or it is damaged; the message names the file
     */
    public static Model read(Path file) throws IOException {
        return read(file, true);
    }

    /** @param updater whether the optimiser's state is wanted, to train on */
    public static Model read(Path file, boolean updater) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    file + " is missing: the run was stopped before it saved a network; choose another run");
        }
        try {
            return isGraphOfKnownContent(file)
                    ? ModelSerializer.restoreComputationGraph(file.toFile(), updater)
                    : ModelSerializer.restoreMultiLayerNetwork(file.toFile(), updater);
        } catch (IOException | RuntimeException e) {
            // DL4J answers some damaged files with unchecked exceptions.
            throw new IOException(file + " holds no network that can be read: " + e.getMessage(), e);
        }
    }

    /** DL4J's JSON of a network's configuration. */
    public static String configuration(Model network) {
        return network instanceof ComputationGraph graph
                ? graph.getConfiguration().toJson()
                : ((MultiLayerNetwork) network).getLayerWiseConfigurations().toJson();
    }

    /**
     * A network with first weights, from a file that holds DL4J's JSON.
     *
     * @param parameters that it must have; a network of more would take their memory
     * @throws IOException if it cannot be read or has another number of parameters; the message names the file
     */
    public static Model initialize(Path file, long parameters) throws IOException {
        try {
            UntrustedConfiguration configuration =
                    UntrustedConfiguration.of(Files.readAllBytes(RegularFile.require(file, LARGEST_CONFIGURATION)));
            if (configuration.parameters() != parameters) {
                throw new IOException("it is a network of " + configuration.parameters() + " parameters, and there are "
                        + parameters + " weights");
            }
            return configuration.initialize();
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Whether the file holds a {@code ComputationGraph}. Looks at it as DL4J will read it, from its beginning, and believes
     * none of the sizes that it states.
     *
     * @throws IOException if it holds no network, or anything else than one
     */
    private static boolean isGraphOfKnownContent(Path file) throws IOException {
        Set<String> seen = new HashSet<>();
        Optional<UntrustedConfiguration> configuration = Optional.empty();
        long parameterBytes = 0;
        long mostNumbers = Math.max(LARGEST_COMPRESSIBLE, MOST_COMPRESSION * Files.size(file));
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (!KNOWN_ENTRIES.contains(name)) {
                    throw new IOException("it has an entry '" + name + "', which a network does not need and which may "
                            + "run code when it is read; save the network again without it");
                }
                if (!seen.add(name)) {
                    throw new IOException("it has two entries '" + name + "'");
                }
                if (name.equals(ModelSerializer.CONFIGURATION_JSON)) {
                    ByteArrayOutputStream json = new ByteArrayOutputStream();
                    copyAtMost(LARGEST_CONFIGURATION, name, zip, json);
                    configuration = Optional.of(UntrustedConfiguration.of(json.toByteArray()));
                } else {
                    long bytes = copyAtMost(mostNumbers, name, zip, OutputStream.nullOutputStream());
                    parameterBytes = name.equals(ModelSerializer.COEFFICIENTS_BIN) ? bytes : parameterBytes;
                }
            }
        }
        UntrustedConfiguration known =
                configuration.orElseThrow(() -> new IOException("it has no " + ModelSerializer.CONFIGURATION_JSON));
        requireParameters(known, parameterBytes);
        return known.isGraph();
    }

    /** A configuration of many parameters would take their memory although the file does not have them. */
    private static void requireParameters(UntrustedConfiguration configuration, long bytes) throws IOException {
        long parameters = configuration.parameters();
        if (parameters < 0 || parameters > bytes / SMALLEST_NUMBER) {
            throw new IOException("its configuration asks for " + parameters + " parameters, but it has only " + bytes
                    + " bytes of them");
        }
    }

    private static long copyAtMost(long limit, String name, InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long read = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            read += n;
            if (read > limit) {
                throw new IOException("its entry '" + name + "' unpacks to more than " + (limit >> 20) + " MiB");
            }
            out.write(buffer, 0, n);
        }
        return read;
    }
}

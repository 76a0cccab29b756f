package org.dl4jlab.training.internal.reproduction;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jlab.data.fetch.Checksums;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Evaluation.Prediction;
import org.dl4jlab.training.Lab.Reproduction;
import org.dl4jlab.training.Lab.Reproduction.Check;
import org.dl4jlab.training.Lab.Reproduction.Difference;
import org.dl4jlab.training.Lab.Reproduction.Outcome;
import org.dl4jlab.training.internal.run.LossSeries;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;

/** Compares a run with its repetition, bit for bit. */
public final class RunComparison {

    private static final int SHOWN_DIGITS = 16;

    private RunComparison() {}

    /**
     * Compares two runs of which the second repeats the first; both are done.
     *
     * @throws IOException if a file cannot be read; the message names it
     */
    public static Reproduction of(RecordedRun first, RecordedRun second, List<String> notes) throws IOException {
        RunFolder original = first.folder();
        RunFolder repetition = second.folder();
        RunRecord before = first.record();
        RunRecord now = second.record();
        List<Check> numbers = new ArrayList<>();
        numbers.add(parameters(original, repetition));
        numbers.add(losses(original, repetition));
        numbers.add(check(
                "test accuracy",
                before.result().correct() == now.result().correct()
                        && before.result().images() == now.result().images(),
                right(before.result()),
                right(now.result())));
        numbers.add(check(
                "average test loss",
                same(before.result().averageLoss(), now.result().averageLoss()),
                String.valueOf(before.result().averageLoss()),
                String.valueOf(now.result().averageLoss())));
        numbers.add(predictions(original, repetition));
        return new Reproduction(first, second, numbers, surroundings(before, now), notes);
    }

    private static Check parameters(RunFolder original, RunFolder repetition) throws IOException {
        String name = "parameters (SHA-256)";
        if (!Files.isRegularFile(original.modelFile())) {
            return notRecorded(name, original.modelFile().getFileName());
        }
        String before = parametersChecksum(original);
        String now = parametersChecksum(repetition);
        return check(name, before.equals(now), shortened(before), shortened(now));
    }

    /**
     * SHA-256 of a saved network's parameters, all layers in one row, in lower-case hexadecimal.
     *
     * @throws IOException if there is no saved network, or it has no parameters
     */
    static String parametersChecksum(RunFolder folder) throws IOException {
        try (ZipFile zip = new ZipFile(folder.modelFile().toFile())) {
            ZipEntry entry = zip.getEntry(ModelSerializer.COEFFICIENTS_BIN);
            if (entry == null) {
                throw new IOException("it has no " + ModelSerializer.COEFFICIENTS_BIN);
            }
            MessageDigest digest = Checksums.sha256();
            try (InputStream in = new DigestInputStream(zip.getInputStream(entry), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new IOException(folder.modelFile() + " holds no network that can be read: " + e.getMessage(), e);
        }
    }

    private static Check losses(RunFolder original, RunFolder repetition) throws IOException {
        String name = "training loss of every step";
        if (!Files.isRegularFile(original.lossesFile())) {
            return notRecorded(name, original.lossesFile().getFileName());
        }
        LossSeries before = original.readLosses();
        LossSeries now = repetition.readLosses();
        if (before.size() != now.size()) {
            return new Check(name, Outcome.DIFFERENT, before.size() + " steps, now " + now.size());
        }
        int first = -1;
        double largest = 0;
        for (int i = 0; i < before.size(); i++) {
            // Compared as bits, so that NaN equals NaN.
            if (Float.compare(before.loss()[i], now.loss()[i]) != 0) {
                first = first < 0 ? i : first;
                largest = Math.max(largest, Math.abs((double) before.loss()[i] - now.loss()[i]));
            }
        }
        return first < 0
                ? new Check(name, Outcome.EQUAL, before.size() + " steps")
                : new Check(
                        name,
                        Outcome.DIFFERENT,
                        String.format(
                                Locale.ROOT,
                                "first at step %d (%s, now %s); by up to %.3g nats",
                                before.step()[first],
                                before.loss()[first],
                                now.loss()[first],
                                largest));
    }

    private static Check predictions(RunFolder original, RunFolder repetition) throws IOException {
        String name = "predicted probabilities";
        if (!Files.isRegularFile(original.predictionsFile())) {
            return notRecorded(name, original.predictionsFile().getFileName());
        }
        if (Files.mismatch(original.predictionsFile(), repetition.predictionsFile()) < 0) {
            return new Check(name, Outcome.EQUAL, original.readRecord().result().images() + " test images");
        }
        Evaluation before = original.readEvaluation();
        Evaluation now = repetition.readEvaluation();
        int images = Math.min(before.count(), now.count());
        int other = 0;
        for (int i = 0; i < images; i++) {
            Prediction a = before.predictions().get(i);
            Prediction b = now.predictions().get(i);
            other += a.predicted() == b.predicted() ? 0 : 1;
        }
        return new Check(
                name, Outcome.DIFFERENT, other + " of " + images + " test images get another class than before");
    }

    private static List<Difference> surroundings(RunRecord before, RunRecord now) {
        Map<String, String> then = facts(before);
        Map<String, String> today = facts(now);
        Set<String> names = new LinkedHashSet<>(then.keySet());
        names.addAll(today.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String name : names) {
            String a = then.getOrDefault(name, "not recorded");
            String b = today.getOrDefault(name, "not recorded");
            if (!a.equals(b)) {
                differences.add(new Difference(name, a, b));
            }
        }
        return differences;
    }

    private static Map<String, String> facts(RunRecord record) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (record.data() != null && record.data().sha256() != null) {
            for (String file : new TreeSet<>(record.data().sha256().keySet())) {
                facts.put("data file " + file, record.data().sha256().get(file));
            }
        }
        if (record.source() != null && record.source().commit() != null) {
            facts.put(
                    "source code",
                    record.source().commit() + (record.source().modified() ? " with uncommitted changes" : ""));
        }
        if (record.versions() != null) {
            facts.putAll(record.versions());
        }
        Optional.ofNullable(record.network())
                .ifPresent(n -> facts.put("trained by", n.engine() ? "the engine" : "DL4J's own layers"));
        Optional.ofNullable(record.machine()).ifPresent(m -> {
            facts.put("processor", m.cpu());
            facts.put("cores", String.valueOf(m.cores()));
            facts.put("threads", threads(record, m.threads()));
        });
        facts.values().removeIf(Objects::isNull);
        return facts;
    }

    /** A run that went on may have done so with other threads. */
    private static String threads(RunRecord record, int first) {
        StringBuilder all = new StringBuilder().append(first);
        int last = first;
        for (RunRecord.Resumed resumed : record.resumed() == null ? List.<RunRecord.Resumed>of() : record.resumed()) {
            if (resumed.threads() != null && resumed.threads() != last) {
                last = resumed.threads();
                all.append(", from step ").append(resumed.step()).append(" on ").append(last);
            }
        }
        return all.toString();
    }

    private static Check check(String name, boolean equal, String before, String now) {
        return equal
                ? new Check(name, Outcome.EQUAL, before)
                : new Check(name, Outcome.DIFFERENT, before + ", now " + now);
    }

    private static Check notRecorded(String name, Object file) {
        return new Check(name, Outcome.NOT_RECORDED, "the first run has no " + file);
    }

    private static boolean same(double a, double b) {
        return Double.compare(a, b) == 0;
    }

    private static String right(RunRecord.Result result) {
        return result.correct() + "/" + result.images();
    }

    private static String shortened(String checksum) {
        return checksum.substring(0, SHOWN_DIGITS);
    }
}

package org.dl4jlab.experiments.dashboard;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.dl4jlab.training.internal.run.ResultMetrics;
import org.dl4jlab.training.internal.run.RunRecord;

/** The settings and circumstances of a run, name by name. */
final class RunProperties {

    private RunProperties() {}

    static Map<String, String> of(RunRecord record) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (record.result() != null && record.result().metrics() != null) {
            metrics(record.result().metrics(), facts);
        }
        if (record.settings() != null) {
            record.settings().forEach((name, value) -> facts.put(name, String.valueOf(value)));
        }
        if (record.data() != null) {
            data(record.data(), facts);
        }
        if (record.network() != null) {
            facts.put(
                    "engine",
                    record.network().engine()
                            ? "compiled engine, " + record.network().precision()
                            : "DL4J's own layers");
        }
        if (record.command() != null) {
            facts.put("command", record.command());
        }
        if (record.source() != null && record.source().commit() != null) {
            facts.put(
                    "source code",
                    record.source().commit() + (record.source().modified() ? ", with uncommitted changes" : ""));
        }
        if (record.versions() != null) {
            record.versions().forEach((name, version) -> {
                if (!"unknown".equals(version)) {
                    facts.put(name, version);
                }
            });
        }
        if (record.machine() != null) {
            facts.put(
                    "machine", record.machine().cpu() + ", " + record.machine().cores() + " cores");
        }
        return facts;
    }

    private static void data(RunRecord.Data data, Map<String, String> facts) {
        facts.put(
                "images",
                String.format(
                        Locale.ROOT,
                        "%,d to train, %,d held out, %,d to test",
                        data.trainImages(),
                        data.validationImages(),
                        data.testImages()));
        if (data.permutedPixels()) {
            facts.put("pixels", "permuted, all images alike");
        }
    }

    private static void metrics(ResultMetrics metrics, Map<String, String> facts) {
        facts.put("balanced accuracy", percent(metrics.balancedAccuracy()));
        facts.put("macro F1", percent(metrics.macroF1()));
        facts.put("weighted F1", percent(metrics.weightedF1()));
        int last = metrics.topK().size();
        if (last > 3) {
            facts.put("top-" + last + " accuracy", percent(metrics.topK().get(last - 1)));
        }
        if (metrics.rocArea() != null) {
            facts.put("ROC area", String.format(Locale.ROOT, "%.4f", metrics.rocArea()));
            facts.put("precision-recall area", String.format(Locale.ROOT, "%.4f", metrics.prArea()));
        }
        facts.put("Brier score", String.format(Locale.ROOT, "%.4f", metrics.brierScore()));
        facts.put("calibration error", percent(metrics.calibrationError()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}

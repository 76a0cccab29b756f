package org.dl4jlab.experiments.dashboard;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.ResultMetrics;
import org.dl4jlab.training.internal.run.RunRecord;

/** The settings and circumstances of a run, name by name. */
final class RunProperties {

    private RunProperties() {}

    static Map<String, String> of(RecordedRun run) {
        Map<String, String> facts = new LinkedHashMap<>();
        run.testMetrics().ifPresent(metrics -> metrics(metrics, facts));
        run.recordedSettings().forEach((name, value) -> facts.put(name, String.valueOf(value)));
        run.data().ifPresent(data -> data(data, facts));
        run.network()
                .ifPresent(network -> facts.put(
                        "engine", network.engine() ? "compiled engine, " + network.precision() : "DL4J's own layers"));
        run.command().ifPresent(command -> facts.put("command", command));
        run.source()
                .filter(source -> source.commit() != null)
                .ifPresent(source -> facts.put(
                        "source code", source.commit() + (source.modified() ? ", with uncommitted changes" : "")));
        run.versions().forEach((name, version) -> {
            if (!"unknown".equals(version)) {
                facts.put(name, version);
            }
        });
        run.machine().ifPresent(machine -> facts.put("machine", machine.cpu() + ", " + machine.cores() + " cores"));
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

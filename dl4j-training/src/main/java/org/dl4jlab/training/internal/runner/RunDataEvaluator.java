package org.dl4jlab.training.internal.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.fetch.Checksums;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.data.file.Csv;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Lab.DataEvaluation;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.internal.checkpoint.KeptNetwork;
import org.dl4jlab.training.internal.classify.LabelledImages;
import org.dl4jlab.training.internal.classify.RunPredictor;
import org.dl4jlab.training.internal.data.StoppableLoading;
import org.dl4jlab.training.internal.evaluation.ScoredImages;
import org.dl4jlab.training.internal.run.DatedFolder;
import org.dl4jlab.training.internal.run.EvaluationFile;
import org.dl4jlab.training.internal.run.JsonFile;
import org.dl4jlab.training.internal.run.PredictionTable;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RegularFile;
import org.dl4jlab.training.internal.run.ResultMetrics;
import org.dl4jlab.training.internal.run.RunRecord;

/** Evaluates finished runs on other images, and writes what comes out into {@code evaluations/} of the run's folder. */
public final class RunDataEvaluator {

    private final LabOptions options;

    public RunDataEvaluator(LabOptions options) {
        this.options = options;
    }

    /** As {@link org.dl4jlab.training.Lab#evaluate}. */
    public DataEvaluation evaluate(RecordedRun run, DataSource data) throws IOException {
        Listeners listeners = new Listeners(options.listeners());
        String network = network(run);
        try (RunPredictor predictor = RunPredictor.open(run.path())) {
            LabelledImages asked = new LabelledImages(predictor, listeners, options.stop());
            Optional<ImageFolder> pictures = data.pictureFolder();
            if (pictures.isPresent()) {
                asked.ask(pictures.get().root());
            } else {
                asked.ask(StoppableLoading.of(data, options.dataStore(), listeners, options.stop()));
            }
            return write(run, network, data, asked);
        }
    }

    private static Path evaluations(RecordedRun run) {
        return run.path().resolve("evaluations");
    }

    /** The checksum of what is asked, taken before: a run that goes on may write another. */
    private static String network(RecordedRun run) throws IOException {
        RegularFile.refuseLinks(evaluations(run));
        return Checksums.sha256(KeptNetwork.file(run.folder())
                .orElseThrow(() -> new IOException(run.path() + " has no network yet, and no checkpoint of one")));
    }

    /**
     * The same for a folder of labelled pictures that somebody else has asked the network about.
     *
     * @param asking knows the answers
     */
    public DataEvaluation evaluate(RecordedRun run, Path folder, LabelledImages.Asking asking) throws IOException {
        String network = network(run);
        try (RunPredictor predictor = RunPredictor.open(run.path())) {
            LabelledImages asked =
                    new LabelledImages(predictor, asking, new Listeners(options.listeners()), options.stop());
            asked.ask(folder);
            return write(run, network, DataSource.of(ImageFolder.of(folder)), asked);
        }
    }

    private static DataEvaluation write(RecordedRun run, String network, DataSource data, LabelledImages asked)
            throws IOException {
        Evaluation evaluation = asked.evaluation();
        Instant now = Instant.now();
        Path folder = DatedFolder.create(
                evaluations(run), DatedFolder.name(slug(data), LocalDateTime.ofInstant(now, ZoneId.systemDefault())));
        AtomicFile.writeString(folder.resolve("predictions.csv"), PredictionTable.toCsv(evaluation));
        AtomicFile.writeString(folder.resolve("images.csv"), images(asked.images()));
        JsonFile.write(
                folder.resolve(EvaluationFile.NAME),
                new EvaluationFile(
                        run.name(),
                        run.experiment(),
                        network,
                        data.title(),
                        data.pictureFolder()
                                .map(used ->
                                        used.root().toAbsolutePath().normalize().toString())
                                .or(() -> data.description().map(spec -> spec.id()))
                                .orElse(null),
                        run.classNames(),
                        new RunRecord.Result(
                                evaluation.accuracy(),
                                evaluation.averageLoss(),
                                evaluation.correct(),
                                evaluation.count(),
                                ResultMetrics.of(ScoredImages.of(evaluation), Optional.empty())),
                        asked.leftOut(),
                        now));
        return new DataEvaluation(folder, data.title(), evaluation, asked.images(), asked.leftOut());
    }

    private static String images(List<String> images) {
        StringBuilder csv = new StringBuilder("index,image\n");
        for (int i = 0; i < images.size(); i++) {
            csv.append(i).append(',').append(Csv.cell(images.get(i))).append('\n');
        }
        return csv.toString();
    }

    private static String slug(DataSource data) {
        Path name = Path.of(data.title()).getFileName();
        String slug = String.valueOf(name == null ? "data" : name)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return slug.isEmpty() ? "data" : slug;
    }
}

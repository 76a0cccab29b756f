package org.dl4jlab.reports.page;

import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.reports.picture.RunPictures;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.internal.evaluation.ScoredImages;
import org.dl4jlab.training.internal.log.RunLog;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunRecord;
import org.slf4j.Logger;

/** The report of one run, made from what its folder holds. The same folder gives the same page. */
public final class RunReport {

    private static final Logger log = RunLog.logger(RunReport.class);

    private RunReport() {}

    /**
     * Writes {@code report.html} into a run folder. A run that did not finish gets a report that says so; a table or
     * picture that is damaged is left out and named.
     *
     * @return the page
     * @throws IOException if the folder holds no readable {@code run.json}; the message is for the user
     * @throws java.io.UncheckedIOException if the page cannot be written; an earlier one then stays
     */
    public static Path write(Path runFolder) throws IOException {
        return write(runFolder, Optional.empty());
    }

    /**
     * The same page, sooner.
     *
     * @param known what the folder's file of predictions says, if the caller has it
     */
    public static Path write(Path runFolder, Optional<Evaluation> known) throws IOException {
        RunData run = RunData.read(runFolder, known);
        List<String> notes = new ArrayList<>(run.notes());
        String html = render(run, notes);
        notes.forEach(log::warn);
        Path page = run.run().folder().reportFile();
        AtomicFile.writeString(page, html);
        return page;
    }

    private static String render(RunData data, List<String> notes) {
        RecordedRun run = data.run();
        Figures figures = new Figures(notes);
        RunPictures pictures = new RunPictures(run.folder().pictures());

        List<DomContent> result = ResultSection.of(run);
        List<DomContent> training = TrainingSection.of(data, figures);
        List<DomContent> errors = data.evaluation()
                .map(e -> ErrorsSection.of(e.confusion(), run.classNames(), figures))
                .orElse(List.of());
        List<DomContent> metrics = metrics(data, figures);
        List<DomContent> worst = figures.stored(pictures, RunPictures.WORST_ERRORS, worstErrorsCaption(run)).stream()
                .toList();
        List<DomContent> samples = samples(figures, pictures);
        List<DomContent> inside = inside(figures, pictures);
        List<DomContent> tested = figures
                .stored(
                        pictures,
                        RunPictures.TEST_PREDICTIONS,
                        "The first test images: what they are, what the network says, and how sure it is.")
                .stream()
                .toList();

        Page page = new Page(run.experiment(), run.question().orElse(""), "Run report" + when(run));
        StatusNotice.of(run).ifPresent(page::notice);
        StatusNotice.ofNotes(notes).ifPresent(page::notice);
        StatusNotice.ofFold(run).ifPresent(page::notice);
        return page.add("result", "Result", result)
                .add("training", "Training", training)
                .add("classes", "Classes", errors)
                .add("metrics", "Metrics", metrics)
                .add("test-images", "Test images", tested)
                .add("worst-errors", "Worst errors", worst)
                .add("inside", "Inside the network", inside)
                .add("samples", "Samples", samples)
                .add("settings", "Settings", SettingsSection.of(run))
                .add("network", "Network", run.network().map(NetworkSection::of).orElse(List.of()))
                .add("provenance", "Provenance", ProvenanceSection.of(run))
                .render();
    }

    private static List<DomContent> metrics(RunData data, Figures figures) {
        return data.run()
                .testMetrics()
                .flatMap(metrics -> data.evaluation()
                        .map(e -> MetricsSection.of(
                                metrics, ScoredImages.of(e), data.run().classNames(), figures)))
                .orElse(List.of());
    }

    private static String worstErrorsCaption(RecordedRun run) {
        boolean permuted = run.data().filter(RunRecord.Data::permutedPixels).isPresent();
        return "The mistakes of highest loss, worst first. The percentage is the probability that the network gave to"
                + " what it predicted."
                + (permuted ? " The network saw these images with their pixels permuted." : "");
    }

    private static List<DomContent> samples(Figures figures, RunPictures pictures) {
        return Stream.of(
                        figures.stored(pictures, RunPictures.SAMPLES, "Training images with their labels."),
                        figures.stored(
                                pictures,
                                RunPictures.AUGMENTED_COPIES,
                                "One training image as it was augmented in each of 16 epochs."),
                        figures.stored(
                                pictures,
                                RunPictures.PERMUTED_SAMPLES,
                                "The same permutation moves the pixels of every image: nothing is lost, but neighbours"
                                        + " are torn apart."))
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<DomContent> inside(Figures figures, RunPictures pictures) {
        return Stream.of(
                        figures.stored(
                                pictures,
                                RunPictures.GRAD_CAM,
                                "Grad-CAM: the glow marks the places that spoke for the predicted class."),
                        figures.stored(
                                pictures,
                                RunPictures.FILTERS,
                                "Filters of the first convolution, each scaled to its largest weight; grey is zero."),
                        figures.stored(
                                pictures,
                                RunPictures.FEATURE_MAPS,
                                "What the first convolution makes of the first test image: one map a filter."))
                .flatMap(Optional::stream)
                .toList();
    }

    private static String when(RecordedRun run) {
        return " · seed " + run.seed().value() + " · " + Numbers.date(run.started());
    }
}

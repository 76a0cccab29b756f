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
import org.dl4jlab.training.internal.evaluation.ScoredImages;
import org.dl4jlab.training.internal.log.RunLog;
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
        RunData run = RunData.read(runFolder);
        List<String> notes = new ArrayList<>(run.notes());
        String html = render(run, notes);
        notes.forEach(log::warn);
        AtomicFile.writeString(run.folder().reportFile(), html);
        return run.folder().reportFile();
    }

    private static String render(RunData run, List<String> notes) {
        RunRecord record = run.record();
        Figures figures = new Figures(notes);
        RunPictures pictures = new RunPictures(run.folder().pictures());

        List<DomContent> result = ResultSection.of(record);
        List<DomContent> training = TrainingSection.of(run, figures);
        List<DomContent> errors = run.evaluation()
                .map(e -> ErrorsSection.of(e.confusion(), run.classNames(), figures))
                .orElse(List.of());
        List<DomContent> metrics = metrics(run, figures);
        List<DomContent> worst = figures.stored(pictures, RunPictures.WORST_ERRORS, worstErrorsCaption(record)).stream()
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

        Page page = new Page(record.experiment(), question(record), "Run report" + when(record));
        StatusNotice.of(record).ifPresent(page::notice);
        StatusNotice.ofNotes(notes).ifPresent(page::notice);
        StatusNotice.ofFold(record).ifPresent(page::notice);
        return page.add("result", "Result", result)
                .add("training", "Training", training)
                .add("classes", "Classes", errors)
                .add("metrics", "Metrics", metrics)
                .add("test-images", "Test images", tested)
                .add("worst-errors", "Worst errors", worst)
                .add("inside", "Inside the network", inside)
                .add("samples", "Samples", samples)
                .add("settings", "Settings", SettingsSection.of(record))
                .add("network", "Network", record.network() == null ? List.of() : NetworkSection.of(record.network()))
                .add("provenance", "Provenance", ProvenanceSection.of(record))
                .render();
    }

    private static List<DomContent> metrics(RunData run, Figures figures) {
        RunRecord.Result result = run.record().result();
        if (result == null || result.metrics() == null || run.evaluation().isEmpty()) {
            return List.of();
        }
        return MetricsSection.of(
                result.metrics(), ScoredImages.of(run.evaluation().get()), run.classNames(), figures);
    }

    private static String worstErrorsCaption(RunRecord record) {
        boolean permuted = record.data() != null && record.data().permutedPixels();
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

    private static String question(RunRecord record) {
        return record.question() == null ? "" : record.question();
    }

    private static String when(RunRecord record) {
        String seed = " · seed " + record.seed();
        return record.started() == null ? seed : seed + " · " + Numbers.date(record.started());
    }
}

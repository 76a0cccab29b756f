package org.dl4jlab.training.internal.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.data.picture.Fit;
import org.dl4jlab.data.picture.PicturePreprocessing;
import org.dl4jlab.models.registry.NearestName;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Pretrained;
import org.dl4jlab.training.internal.data.DataSources;
import org.dl4jlab.training.internal.pretrained.NetworkFiles;
import org.dl4jlab.training.internal.run.ExperimentFile;
import org.dl4jlab.training.internal.run.RecordedRun;

/** Turns an experiment into what a run's folder keeps of it, and back. */
public final class RecordedExperiment {

    private RecordedExperiment() {}

    /** What can be written down of an experiment. */
    public static ExperimentFile describe(Experiment experiment) {
        Optional<Normalization> own = experiment.normalization();
        Optional<Pretrained> start = experiment.pretrained();
        return new ExperimentFile(
                describe(experiment.data()).orElse(null),
                describe(experiment.network()).orElse(null),
                start.map(Pretrained::origin).orElse(null),
                start.map(Pretrained::sha256).orElse(null),
                experiment.permutesPixels(),
                own.map(Normalization::means).orElse(null),
                own.map(Normalization::deviations).orElse(null),
                experiment.preparation().isPresent());
    }

    private static Optional<ExperimentFile.Data> describe(DataSource data) {
        if (data instanceof DataSources.Catalogue known && DataSets.all().contains(known.dataSet())) {
            return Optional.of(new ExperimentFile.Data(known.dataSet().id(), null, null, null, null, null));
        }
        if (data instanceof DataSources.Resampled changed) {
            return describe(changed.source())
                    .map(source -> new ExperimentFile.Data(
                            source.catalogue(),
                            source.folder(),
                            source.fit(),
                            null,
                            null,
                            changed.wanted().dimensions()));
        }
        if (data instanceof DataSources.Folder pictures
                && pictures.folder()
                        .preprocessing()
                        .equals(PicturePreprocessing.of(pictures.folder().shape())
                                .withFit(pictures.folder().preprocessing().fit()))) {
            ImageFolder folder = pictures.folder();
            return Optional.of(new ExperimentFile.Data(
                    null,
                    folder.root().toAbsolutePath().normalize().toString(),
                    folder.preprocessing().fit().name().toLowerCase(Locale.ROOT),
                    folder.testFraction(),
                    folder.seed(),
                    folder.shape().dimensions()));
        }
        return Optional.empty();
    }

    private static Optional<ExperimentFile.Network> describe(NetworkDefinition network) {
        if (network.source().isPresent()) {
            return Optional.of(new ExperimentFile.Network(
                    network.name(),
                    network.source().get().json(),
                    network.source().get().adaptable()));
        }
        boolean known = Networks.all().stream()
                .anyMatch(one -> one.name().equals(network.name()) && one.factory() == network.factory());
        return known ? Optional.of(new ExperimentFile.Network(network.name(), null, false)) : Optional.empty();
    }

    /**
     * The experiment of a run: the one that is known by its name, if the run was made of the same parts, else one made of
     * what the run's folder says.
     *
     * @param known by name
     * @throws InvalidInputException if neither is there; the message says what to do
     * @throws IOException if the folder cannot be read
     */
    public static Experiment of(RecordedRun run, List<Experiment> known) throws IOException {
        Optional<Experiment> named =
                known.stream().filter(e -> e.name().equals(run.experiment())).findFirst();
        if (!ExperimentFile.isIn(run.folder())) {
            return named.orElseThrow(() -> unknown(run, known));
        }
        return of(
                new Description(
                        run.path().toString(), run.experiment(), run.question(), ExperimentFile.read(run.folder())),
                known);
    }

    /**
     * The experiment that was described elsewhere.
     *
     * @param name of the experiment
     * @param question that it answers; null if it has none
     * @param file its {@link #describe(Experiment) description}
     * @param known by name
     * @throws InvalidInputException if not all of it could be described; the message says what is missing
     * @throws IOException if its starting weights cannot be read
     */
    public static Experiment of(String name, String question, ExperimentFile file, List<Experiment> known)
            throws IOException {
        return of(new Description("The description", name, Optional.ofNullable(question), file), known);
    }

    /**
     * What there is of an experiment.
     *
     * @param where it is written, to begin a sentence
     */
    private record Description(String where, String experiment, Optional<String> question, ExperimentFile file) {}

    private static Experiment of(Description described, List<Experiment> known) throws IOException {
        Optional<Experiment> named = known.stream()
                .filter(e -> e.name().equals(described.experiment()))
                .findFirst();
        if (named.isPresent() && describe(named.get()).equals(described.file())) {
            return named.get();
        }
        List<String> missing = missing(described.file());
        if (!missing.isEmpty()) {
            return named.orElseThrow(
                    () -> new InvalidInputException(described.where() + " does not say all that its experiment '"
                            + described.experiment() + "' was made of (" + String.join(", ", missing)
                            + "): a program gave it; hand the experiment to this call in that program."));
        }
        return rebuilt(described);
    }

    private static InvalidInputException unknown(RecordedRun run, List<Experiment> known) {
        return new InvalidInputException(NearestName.explain(
                "experiment",
                run.experiment(),
                known.stream().map(Experiment::name).toList()));
    }

    private static List<String> missing(ExperimentFile file) {
        List<String> missing = new ArrayList<>();
        if (file.data() == null) {
            missing.add("its images");
        }
        if (file.network() == null) {
            missing.add("its network");
        }
        if (file.ownPreparation()) {
            missing.add("its preparation");
        }
        return missing;
    }

    private static Experiment rebuilt(Description described) throws IOException {
        ExperimentFile file = described.file();
        Experiment experiment = Experiment.named(described.experiment()).data(data(described.where(), file.data()));
        if (described.question().isPresent()) {
            experiment = experiment.question(described.question().get());
        }
        experiment = file.start() == null
                ? experiment.network(network(file.network()))
                : experiment.startingFrom(start(described.where(), file));
        if (file.permutedPixels()) {
            experiment = experiment.permutedPixels();
        }
        return file.mean() == null ? experiment : experiment.normalization(Normalization.of(file.mean(), file.std()));
    }

    private static Pretrained start(String where, ExperimentFile file) throws IOException {
        Pretrained start;
        try {
            start = Pretrained.open(Path.of(file.start()));
        } catch (IOException e) {
            throw new InvalidInputException(where + " began with the weights of " + file.start()
                    + ", which cannot be read any more: " + e.getMessage() + ".");
        }
        if (!start.sha256().equals(file.startSha256())) {
            throw new InvalidInputException(where + " began with the weights of " + file.start()
                    + ", which holds other weights now (SHA-256 " + start.sha256() + " instead of "
                    + file.startSha256() + ").");
        }
        return start;
    }

    private static NetworkDefinition network(ExperimentFile.Network network) throws IOException {
        try {
            return network.configuration() == null
                    ? Networks.byName(network.name())
                    : NetworkFiles.parse(
                            network.name(), network.configuration(), network.adaptable(), Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(e.getMessage());
        }
    }

    private static DataSource data(String where, ExperimentFile.Data data) {
        if (data.folder() != null) {
            PicturePreprocessing preprocessing = PicturePreprocessing.of(ImageShape.of(data.shape()))
                    .withFit(Fit.valueOf(data.fit().toUpperCase(Locale.ROOT)));
            return DataSource.of(
                    new ImageFolder(Path.of(data.folder()), preprocessing, data.testFraction(), data.splitSeed()));
        }
        DataSetSpec known = DataSets.all().stream()
                .filter(spec -> spec.id().equals(data.catalogue()))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        where + " was trained on the data set '" + data.catalogue() + "', which is not known here."));
        DataSource source = DataSource.of(known);
        return data.shape() == null ? source : source.withShape(ImageShape.of(data.shape()));
    }
}

package org.dl4jlab.experiments.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.experiments.cluster.RunEpoch;
import org.dl4jlab.experiments.cluster.RunJob;
import org.dl4jlab.experiments.question.LabQuestions;
import org.dl4jlab.reports.RunReports;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.Run.EpochMetrics;
import org.dl4jlab.training.RunFailedException;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.cluster.Job;
import org.dl4jlab.training.cluster.JobHandler;
import org.dl4jlab.training.internal.reproduction.RecordedExperiment;
import org.dl4jlab.training.internal.run.JsonFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains runs on a machine of a cluster; the run folder, with its report, is what comes back. */
public final class RunJobs implements JobHandler {

    private static final Logger log = LoggerFactory.getLogger(RunJobs.class);

    @Override
    public String name() {
        return RunJob.HANDLER;
    }

    @Override
    public void perform(String description, Site site) throws IOException {
        RunJob job = JsonFile.parse(description, RunJob.class);
        LabOptions options = LabOptions.defaults()
                .withEngine(Optional.ofNullable(job.engine()))
                .withDataStore(site.store())
                .withListener(new RunReports())
                .withListener(new RunListener() {
                    @Override
                    public void epoch(EpochMetrics metrics) {
                        site.tell(RunEpoch.of(metrics));
                    }
                })
                .withStop(site.stop());
        if (job.command() != null) {
            options = options.withCommand(job.command());
        }
        Lab lab = Lab.in(site.folder(), options);
        try {
            Experiment experiment = experiment(job, lab.experiments());
            Optional<Path> folder = Job.folderOf(experiment.data());
            if (folder.isPresent()) {
                requireSeen(folder.get());
            }
            Run run = lab.train(experiment, job.settings(), Seed.of(job.seed()));
            if (run.status() == RunStatus.INTERRUPTED) {
                throw new CancellationException("stopped");
            }
        } catch (RunFailedException e) {
            // Its folder says so, and goes back like any other.
            log.warn("A run failed", e);
        }
    }

    /** Said of the machine, not of the folder, which is as it should be where the program was started. */
    private static void requireSeen(Path folder) throws IOException {
        boolean seen = Files.exists(folder);
        if (seen && Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                seen = files.findFirst().isPresent();
            }
        }
        if (!seen) {
            throw new InvalidInputException("This machine of the cluster does not see " + folder
                    + ", or sees it empty; pictures must lie at a path that every machine sees.");
        }
    }

    /**
     * The experiment that a description stands for.
     *
     * @param known by name, on every machine
     * @throws InvalidInputException if there is none; the message says why
     */
    static Experiment experiment(RunJob job, List<Experiment> known) throws IOException {
        if (job.question() == null) {
            return RecordedExperiment.of(job.experiment(), job.asks(), job.parts(), known);
        }
        return LabQuestions.known().stream()
                .filter(question -> question.name().equals(job.question()))
                .flatMap(question -> question.plan(Width.valueOf(job.width())).variants().values().stream())
                .map(Variant::experiment)
                .filter(variant -> variant.name().equals(job.experiment()))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("The machines of a cluster do not know the question '"
                        + job.question() + "' with the variant '" + job.experiment()
                        + "': name a QuestionProvider that makes it in META-INF/services of a jar that they have."));
    }
}

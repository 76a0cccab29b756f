package org.dl4jlab.experiments.worker;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.experiments.cluster.RunJob;
import org.dl4jlab.experiments.question.LabQuestions;
import org.dl4jlab.reports.RunReports;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.RunFailedException;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.Seed;
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
                .withStop(site.stop());
        if (job.command() != null) {
            options = options.withCommand(job.command());
        }
        Lab lab = Lab.in(site.folder(), options);
        try {
            Run run = lab.train(experiment(job, lab.experiments()), job.settings(), Seed.of(job.seed()));
            if (run.status() == RunStatus.INTERRUPTED) {
                throw new CancellationException("stopped");
            }
        } catch (RunFailedException e) {
            // Its folder says so, and goes back like any other.
            log.warn("A run failed", e);
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
        return LabQuestions.all().stream()
                .filter(question -> question.name().equals(job.question()))
                .flatMap(question -> question.plan(Width.valueOf(job.width())).variants().values().stream())
                .map(Variant::experiment)
                .filter(variant -> variant.name().equals(job.experiment()))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("The machines of a cluster do not know the question '"
                        + job.question() + "' with the variant '" + job.experiment()
                        + "': only the lab's own questions are spread."));
    }
}

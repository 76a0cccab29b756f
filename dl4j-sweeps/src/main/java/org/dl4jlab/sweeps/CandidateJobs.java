package org.dl4jlab.sweeps;

import java.io.IOException;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CancellationException;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.search.CandidateProposal;
import org.dl4jlab.sweeps.search.Search;
import org.dl4jlab.sweeps.space.CandidateSpace;
import org.dl4jlab.sweeps.space.SearchSpace;
import org.dl4jlab.sweeps.space.SearchSpaceProvider;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.cluster.JobHandler;
import org.dl4jlab.training.internal.run.JsonFile;

/** Trains candidates on a machine of a cluster. */
public final class CandidateJobs implements JobHandler {

    static final String NAME = "candidate";

    /** What a job leaves. */
    static final String FILE = "candidate.json";

    /** The data that this JVM loaded last; a sweep's candidates share them. */
    private static Optional<Loaded> last = Optional.empty();

    private record Loaded(String space, LoadedData data) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void perform(String description, Site site) throws IOException {
        CandidateJob job = JsonFile.parse(description, CandidateJob.class);
        CandidateSpace space = new CandidateSpace(space(job.space()));
        // A search numbers the hyperparameters of its space, and genes go by these numbers.
        Search.of(job.plan().search(), space, job.plan().seed(), job.plan().gridSteps());
        CandidateTraining training = new CandidateTraining(
                space,
                job.plan(),
                data(space.space(), site.store()),
                CandidateTraining.engine(job.plan(), job.threads()),
                (candidate, epoch, accuracy) ->
                        epoch < job.until() || epoch == job.plan().settings().epochs(),
                site.stop()::requested);
        CandidateRecord record = training.train(
                        new CandidateProposal(job.index(), job.genes(), space.getValue(job.genes())),
                        new SweepListener() {
                            @Override
                            public void epoch(CandidateProposal candidate, CandidateRecord.Point point) {
                                site.tell(point);
                            }
                        })
                .orElseThrow(() -> new CancellationException("stopped"));
        JsonFile.write(site.folder().resolve(FILE), record);
    }

    /**
     * A new space that every machine with the same class path has.
     *
     * @throws InvalidInputException if no provider makes one of this name
     */
    static SearchSpace space(String name) {
        return ServiceLoader.load(SearchSpaceProvider.class).stream()
                .flatMap(provider -> provider.get().spaces().stream())
                .filter(space -> space.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("The machines of a cluster do not know the search space '"
                        + name + "': name a SearchSpaceProvider that makes it in META-INF/services of its jar."));
    }

    private static synchronized LoadedData data(SearchSpace space, DataStore store) {
        if (last.isEmpty() || !last.get().space().equals(space.name())) {
            // Let go before the next are loaded: there may not be room for both.
            last = Optional.empty();
            DataSource source = space.data();
            last = Optional.of(new Loaded(space.name(), source.load(store, ProgressListener.NONE)));
        }
        return last.get().data();
    }
}

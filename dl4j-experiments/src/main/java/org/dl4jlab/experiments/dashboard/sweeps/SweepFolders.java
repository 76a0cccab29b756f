package org.dl4jlab.experiments.dashboard.sweeps;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dl4jlab.experiments.dashboard.FileCache;
import org.dl4jlab.experiments.dashboard.UnreadableReason;
import org.dl4jlab.sweeps.analysis.ImportanceAnalysis;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.SweepFolder;
import org.dl4jlab.sweeps.record.SweepRecord;
import org.dl4jlab.training.internal.run.RegularFile;
import org.dl4jlab.ui.cache.LruCache;
import org.dl4jlab.ui.server.AddressName;
import org.dl4jlab.ui.server.LocalizedText;
import org.dl4jlab.ui.sweeps.SweepCatalogue;
import org.dl4jlab.ui.sweeps.SweepDetails;
import org.dl4jlab.ui.sweeps.SweepImportance;
import org.dl4jlab.ui.sweeps.SweepSummary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sweeps below one folder, finished ones and those under way, in this process or another. Only files that changed since
 * the last look are read again; what cannot be read is left out.
 */
public final class SweepFolders implements SweepCatalogue {

    private static final Logger log = LoggerFactory.getLogger(SweepFolders.class);

    private static final int FILES = 10_000;
    private static final int ANALYSES = 64;

    private final Path folder;
    private final LiveSweep live;
    private final FileCache<SweepRecord> records = new FileCache<>(FILES, SweepFolders::readRecord);
    private final FileCache<CandidateRecord> candidates = new FileCache<>(FILES, SweepFolder::readCandidate);
    private final Map<String, LocalizedText> unreadable = new TreeMap<>();
    private final LruCache<String, SweepImportance> analyses = new LruCache<>(ANALYSES);

    /**
     * @param folder of the sweeps; need not exist yet
     * @param live the sweep of this process, if there is one
     */
    public SweepFolders(Path folder, LiveSweep live) {
        this.folder = folder;
        this.live = live;
    }

    private static SweepRecord readRecord(Path file) throws IOException {
        return new SweepFolder(file.getParent()).readRecord();
    }

    @Override
    public synchronized List<SweepSummary> sweeps() {
        List<SweepSummary> rows = new ArrayList<>();
        for (SweepState state : states()) {
            try {
                rows.add(SweepView.summary(state));
            } catch (RuntimeException e) {
                odd(state.folder().name(), e);
            }
        }
        return rows;
    }

    @Override
    public synchronized Map<String, LocalizedText> unreadable() {
        return new TreeMap<>(unreadable);
    }

    /** An odd sweep costs its own row. */
    private void odd(String id, RuntimeException e) {
        log.debug("The sweep {} cannot be shown", id, e);
        unreadable.put(id, UnreadableReason.odd(e));
    }

    /** The newest sweep's name; empty if there is none. */
    Optional<String> newest() {
        return states().stream().findFirst().map(state -> state.folder().name());
    }

    private List<SweepState> states() {
        List<SweepState> all = new ArrayList<>();
        unreadable.clear();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder)) {
            for (Path path : folders) {
                String name = path.getFileName().toString();
                state(name).ifPresent(all::add);
                if (!AddressName.isValid(name) && RegularFile.is(new SweepFolder(path).recordFile())) {
                    unreadable.put(name, UnreadableReason.NAME);
                }
            }
        } catch (NoSuchFileException e) {
            // Made by the first sweep.
        } catch (IOException | DirectoryIteratorException e) {
            log.debug("The sweeps in {} cannot be listed", folder, e);
        }
        all.sort(Comparator.comparing((SweepState s) -> s.record().started())
                .reversed()
                .thenComparing(s -> s.folder().name()));
        return all;
    }

    /** One sweep as it is now; empty if there is none of this name. */
    synchronized Optional<SweepState> state(String id) {
        if (!AddressName.isValid(id)) {
            return Optional.empty();
        }
        SweepFolder sweep = new SweepFolder(folder.resolve(id));
        // Asked before the files are read: a candidate that ends in between is then in both, not in neither.
        List<LiveSweep.Training> training = live.in(sweep);
        Optional<SweepRecord> known = records.get(sweep.recordFile());
        records.problem(sweep.recordFile())
                .ifPresentOrElse(
                        why -> unreadable.put(id, UnreadableReason.of(withoutPath(why))), () -> unreadable.remove(id));
        return known.map(record -> {
            List<CandidateRecord> ended = candidates(sweep, record);
            return new SweepState(
                    sweep,
                    record,
                    ended,
                    training.stream()
                            .filter(t -> ended.stream()
                                    .noneMatch(c -> c.index() == t.proposal().index()))
                            .toList());
        });
    }

    private List<CandidateRecord> candidates(SweepFolder sweep, SweepRecord record) {
        List<CandidateRecord> all = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(sweep.candidateFile(0).getParent(), "[0-9]*.json")) {
            for (Path file : files) {
                if (RegularFile.isBelow(sweep.path(), file)) {
                    candidates.get(file).filter(c -> fits(record, c)).ifPresent(all::add);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            log.debug("The candidates of {} cannot be listed", sweep.path(), e);
        }
        all.sort(Comparator.comparingInt(CandidateRecord::index));
        return all;
    }

    /** Whether a candidate has a place on each axis of its sweep. */
    private static boolean fits(SweepRecord record, CandidateRecord candidate) {
        try {
            return record.dimensions().stream()
                    .allMatch(d -> Double.isFinite(
                            d.position(candidate.hyperparameters().get(d.name()))));
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public synchronized Optional<SweepDetails> sweep(String id) {
        try {
            return state(id).map(SweepView::details);
        } catch (RuntimeException e) {
            odd(id, e);
            return Optional.empty();
        }
    }

    /** Computed once for each number of finished candidates. */
    @Override
    public synchronized Optional<SweepImportance> importance(String id) {
        try {
            return state(id).map(state -> {
                int counted = ImportanceAnalysis.counted(state.candidates()).size();
                Optional<SweepImportance> known = analyses.get(id).filter(analysis -> analysis.candidates() == counted);
                if (known.isPresent()) {
                    return known.get();
                }
                SweepImportance analysis = analyse(state);
                analyses.put(id, analysis);
                return analysis;
            });
        } catch (RuntimeException e) {
            odd(id, e);
            return Optional.empty();
        }
    }

    private static SweepImportance analyse(SweepState state) {
        ImportanceAnalysis analysis = ImportanceAnalysis.of(state.record(), state.candidates());
        return new SweepImportance(
                analysis.candidates(),
                analysis.diverged(),
                analysis.epoch(),
                ImportanceAnalysis.FEWEST_CANDIDATES,
                analysis.parts().stream()
                        .map(i -> new SweepImportance.Part(i.name(), i.share(), i.lowest(), i.highest(), i.marginal()))
                        .toList(),
                analysis.rest());
    }

    /** Paths of this machine are nothing for a browser. */
    private String withoutPath(String why) {
        return why.replace(folder + File.separator, "");
    }
}

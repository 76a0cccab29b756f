package org.dl4jlab.experiments.dashboard;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dl4jlab.data.file.FileFailure;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RegularFile;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.ui.run.EncodedImage;
import org.dl4jlab.ui.run.RunCatalogue;
import org.dl4jlab.ui.run.RunDetails;
import org.dl4jlab.ui.run.RunSummary;
import org.dl4jlab.ui.server.AddressName;
import org.dl4jlab.ui.server.LocalizedText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs below one folder, finished ones and those that train now, in this process or another. Only files that changed
 * since the last look are read again; folders that hold no run, or half of one, are left out or shown as far as they go.
 */
public final class RunFolders implements RunCatalogue {

    private static final Logger LOG = LoggerFactory.getLogger(RunFolders.class);

    private static final int RECORDS = 5_000;
    /** A report holds its pictures. */
    private static final long LONGEST_REPORT = 64L << 20;

    /** What can be asked for by name; a folder of another name has no page. */
    private final Path folder;

    private final FileCache<RecordedRun> records = new FileCache<>(RECORDS, file -> RecordedRun.open(file.getParent()));
    private final RunDetailsReader details = new RunDetailsReader();
    private final Map<String, LocalizedText> unreadable = new TreeMap<>();
    private boolean unlisted;

    /** @param folder of the runs; need not exist yet */
    public RunFolders(Path folder) {
        this.folder = folder;
    }

    /** The runs that can be shown; {@link #unreadable()} then tells of the others. */
    @Override
    public synchronized List<RunSummary> runs() {
        List<RunSummary> rows = new ArrayList<>();
        for (ListedRun run : recorded()) {
            try {
                rows.add(details.summary(run));
            } catch (RuntimeException e) {
                odd(run.id(), e);
            }
        }
        return rows;
    }

    @Override
    public synchronized Map<String, LocalizedText> unreadable() {
        return new TreeMap<>(unreadable);
    }

    /** An odd run costs its own row. */
    private void odd(String id, RuntimeException e) {
        LOG.debug("The run {} cannot be shown", id, e);
        unreadable.put(id, UnreadableReason.odd(e));
    }

    /** Every run that has a record which can be read. */
    synchronized List<ListedRun> recorded() {
        List<ListedRun> rows = new ArrayList<>();
        unreadable.clear();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder)) {
            for (Path path : folders) {
                String name = path.getFileName().toString();
                recorded(name).ifPresent(rows::add);
                if (!AddressName.isValid(name) && RegularFile.is(path.resolve("run.json"))) {
                    unreadable.put(name, UnreadableReason.NAME);
                }
            }
            unlisted = false;
        } catch (NoSuchFileException e) {
            // Made by the first run.
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            if (!unlisted) {
                unlisted = true;
                LOG.warn("The runs in {} cannot be listed: {}", folder, FileFailure.reason(e));
            }
        }
        return rows;
    }

    @Override
    public synchronized Optional<RunDetails> run(String id) {
        try {
            return recorded(id).map(details::of);
        } catch (RuntimeException e) {
            odd(id, e);
            return Optional.empty();
        }
    }

    @Override
    public Optional<EncodedImage> picture(String runId, String pictureId) {
        return runFolder(runId).flatMap(run -> new PictureFiles(run).read(pictureId));
    }

    @Override
    public boolean hasReport(String id) {
        return runFolder(id).map(RunFolder::reportFile).filter(RegularFile::is).isPresent();
    }

    @Override
    public Optional<byte[]> report(String id) {
        return runFolder(id).map(RunFolder::reportFile).filter(RegularFile::is).flatMap(file -> {
            try {
                return Optional.of(Files.readAllBytes(RegularFile.require(file, LONGEST_REPORT)));
            } catch (IOException e) {
                LOG.warn("The report {} cannot be shown: {}", file, e.getMessage());
                return Optional.empty();
            }
        });
    }

    @Override
    public Optional<Path> statisticsFile(String id) {
        return runFolder(id).map(RunFolder::statisticsFile).filter(RegularFile::is);
    }

    synchronized Optional<ListedRun> recorded(String id) {
        Optional<RunFolder> run = runFolder(id);
        Optional<RecordedRun> recorded = run.flatMap(r -> records.get(r.recordFile()));
        run.flatMap(r -> records.problem(r.recordFile()))
                .ifPresentOrElse(
                        why -> unreadable.put(id, UnreadableReason.of(withoutPath(why))), () -> unreadable.remove(id));
        return recorded.map(ListedRun::new);
    }

    private Optional<RunFolder> runFolder(String id) {
        return AddressName.isValid(id) ? Optional.of(new RunFolder(folder.resolve(id))) : Optional.empty();
    }

    /** Paths of this machine are nothing for a browser. */
    private String withoutPath(String why) {
        return why.replace(folder + File.separator, "");
    }
}

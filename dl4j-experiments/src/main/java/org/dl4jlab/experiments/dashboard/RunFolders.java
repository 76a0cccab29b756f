package org.dl4jlab.experiments.dashboard;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.ui.run.Picture;
import org.dl4jlab.ui.run.RunCatalogue;
import org.dl4jlab.ui.run.RunDetails;
import org.dl4jlab.ui.run.RunSummary;
import org.dl4jlab.ui.server.AddressName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs below one folder, finished ones and those that train now, in this process or another. Only files that changed
 * since the last look are read again; folders that hold no run, or half of one, are left out or shown as far as they go.
 */
public final class RunFolders implements RunCatalogue {

    private static final Logger LOG = LoggerFactory.getLogger(RunFolders.class);

    private static final int RECORDS = 5_000;
    /** What can be asked for by name; a folder of another name has no page. */
    private final Path folder;

    private final FileCache<RunRecord> records = new FileCache<>(RECORDS, RunFolders::readRecord);
    private final Details details = new Details();
    private boolean unreadable;

    /** @param folder of the runs; need not exist yet */
    public RunFolders(Path folder) {
        this.folder = folder;
    }

    private static RunRecord readRecord(Path file) throws IOException {
        RunRecord record = new RunFolder(file.getParent()).readRecord();
        if (record == null || record.experiment() == null || record.status() == null || record.started() == null) {
            throw new IOException(file + " lacks what every run has");
        }
        return record;
    }

    @Override
    public synchronized List<RunSummary> runs() {
        return recorded().stream().map(details::summary).toList();
    }

    /** Every run that has a record which can be read. */
    synchronized List<RecordedRun> recorded() {
        List<RecordedRun> rows = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder)) {
            for (Path path : folders) {
                recorded(path.getFileName().toString()).ifPresent(rows::add);
            }
            unreadable = false;
        } catch (NoSuchFileException e) {
            // Made by the first run.
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            if (!unreadable) {
                unreadable = true;
                LOG.warn(
                        "The runs in {} cannot be listed: {}",
                        folder,
                        e instanceof NotDirectoryException ? "it is no folder" : e.getMessage());
            }
        }
        return rows;
    }

    @Override
    public synchronized Optional<RunDetails> run(String id) {
        return recorded(id).map(details::of);
    }

    @Override
    public Optional<Picture> picture(String runId, String pictureId) {
        return runFolder(runId).flatMap(run -> new PictureFiles(run).read(pictureId));
    }

    @Override
    public Optional<Path> statisticsFile(String id) {
        return runFolder(id).map(RunFolder::statisticsFile).filter(Files::isRegularFile);
    }

    synchronized Optional<RecordedRun> recorded(String id) {
        return runFolder(id)
                .flatMap(run -> records.get(run.recordFile()).map(record -> new RecordedRun(id, run, record)));
    }

    private Optional<RunFolder> runFolder(String id) {
        return AddressName.isValid(id) ? Optional.of(new RunFolder(folder.resolve(id))) : Optional.empty();
    }
}

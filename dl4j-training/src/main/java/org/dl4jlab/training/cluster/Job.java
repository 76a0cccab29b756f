package org.dl4jlab.training.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.internal.data.DataSources;

/**
 * Work that needs no other work, in words that another machine understands.
 *
 * @param handler name of the {@link JobHandler} that does it
 * @param title for people; holds no path and no secret, since a cluster may log it
 * @param description what the handler needs to know
 * @param data sets of the catalogue that must be there
 */
public record Job(String handler, String title, String description, List<DataSetSpec> data) {

    public Job {
        data = List.copyOf(data);
    }

    /** The data sets of the catalogue that images come from; other sources must be there on every machine. */
    public static List<DataSetSpec> dataOf(DataSource source) {
        return source instanceof DataSources.Catalogue known
                ? List.of(known.dataSet())
                : source instanceof DataSources.Resampled changed ? dataOf(changed.source()) : List.of();
    }

    /** The folder of pictures that a source reads, which every machine must see; empty for other sources. */
    public static Optional<Path> folderOf(DataSource source) {
        return source instanceof DataSources.Folder known
                ? Optional.of(known.folder().root())
                : source instanceof DataSources.Resampled changed ? folderOf(changed.source()) : Optional.empty();
    }
}

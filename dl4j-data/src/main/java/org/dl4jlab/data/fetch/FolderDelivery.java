package org.dl4jlab.data.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dl4jlab.data.catalog.DataFile;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.SourceLayout;

/** Takes files from a folder of this machine, which is only read. */
record FolderDelivery(DataSetSpec spec, Path local, SourceLayout layout, ProgressListener listener)
        implements Delivery {

    @Override
    public String title() {
        return "folder " + local;
    }

    @Override
    public void deliver(List<DataFile> wanted, CacheFolder folder) throws IOException {
        List<String> failures = new ArrayList<>();
        for (DataFile file : wanted) {
            Path path = local.resolve(layout.pathOf(file));
            if (!Files.isRegularFile(path)) {
                failures.add(path.getFileName() + " is not there");
                continue;
            }
            try (InputStream raw = new BufferedInputStream(Files.newInputStream(path))) {
                InputStream content = layout.packing() == SourceLayout.Packing.GZIP ? ArchiveUnpacker.gunzip(raw) : raw;
                folder.admit(file, content, path.toString(), listener);
            } catch (IOException e) {
                failures.add(path + ": " + SourceFailure.reason(e));
            }
        }
        if (!failures.isEmpty()) {
            throw new SourceFailure(String.join("; ", failures));
        }
    }
}

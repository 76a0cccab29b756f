package org.dl4jlab.spark.prediction;

import java.io.IOException;
import java.net.URI;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Files of this machine under addresses {@code store://pictures/…}, as an object store has them. */
public final class StoreFileSystem extends RawLocalFileSystem {

    @Override
    public URI getUri() {
        return URI.create("store://pictures/");
    }

    @Override
    public String getScheme() {
        return "store";
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return plain(super.getFileStatus(path));
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        return Stream.of(super.listStatus(path)).map(StoreFileSystem::plain).toArray(FileStatus[]::new);
    }

    /** Its own would ask this machine for owners. */
    private static FileStatus plain(FileStatus status) {
        return new FileStatus(
                status.getLen(), status.isDirectory(), 1, 1, status.getModificationTime(), status.getPath());
    }
}

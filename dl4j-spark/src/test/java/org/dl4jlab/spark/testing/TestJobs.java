package org.dl4jlab.spark.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.bytedeco.javacpp.LongPointer;
import org.dl4jlab.training.cluster.JobHandler;

/**
 * Jobs for tests. A description is {@code what folder name}: the name is written into a file of the folder at each attempt, so
 * that a test sees who was tried how often, with the process that did it. A job tells its description, and that it begins.
 */
public final class TestJobs implements JobHandler {

    @Override
    public String name() {
        return "test";
    }

    @Override
    public void perform(String description, Site site) throws IOException {
        String[] words = description.split(" ");
        Path folder = Path.of(words[1]);
        Files.writeString(
                folder.resolve(words[2]),
                ProcessHandle.current().pid() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        site.news().accept(description);
        site.news().accept(words[2] + " begins");
        switch (words[0]) {
            case "fail" -> throw new IOException("it cannot be done");
            case "wait" ->
                Awaitility.await()
                        .forever()
                        .until(() -> Files.exists(folder.resolve("go"))
                                || site.stop().requested());
            case "load" ->
                Files.writeString(
                        site.folder().resolve("images"),
                        String.valueOf(
                                site.store().load(TinyData.spec()).train().size()));
            case "hoard" -> hoard();
            case "hoard-native" -> hoardNative();
            case "die" -> Runtime.getRuntime().halt(3);
            default -> {}
        }
        Files.createDirectories(site.folder().resolve("made"));
        Files.writeString(site.folder().resolve("made").resolve("name.txt"), words[2]);
    }

    private static void hoard() {
        List<long[]> hoard = new ArrayList<>();
        while (hoard.size() < Integer.MAX_VALUE) {
            hoard.add(new long[1 << 20]);
        }
    }

    private static void hoardNative() {
        List<LongPointer> hoard = new ArrayList<>();
        while (hoard.size() < Integer.MAX_VALUE) {
            hoard.add(new LongPointer(1 << 24));
        }
    }
}

package org.dl4jlab.spark.jobs;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.bytedeco.javacpp.Pointer;
import org.dl4jlab.data.file.FileTree;
import org.dl4jlab.spark.ExecutorSetup;
import org.dl4jlab.training.cluster.JobHandler;
import org.dl4jlab.training.cluster.PackedFolder;

/**
 * A job on its way to an executor.
 *
 * @param handler by name
 * @param description for the handler
 * @param data where each file that was sent belongs in a data store's cache, by the name that it was sent under
 */
record JobTask(String handler, String description, Map<String, String> data) implements Serializable {

    /** Memory outside of the heap is limited by it, or else by the size of the heap. */
    private static final String NATIVE_LIMIT = "org.bytedeco.javacpp.maxbytes";

    /**
     * A job that fails comes back with its reason; only one whose executor ends is for Spark to repeat.
     *
     * @param news takes what the job tells under way
     */
    JobReply perform(JobNews news) throws IOException {
        ExecutorSetup.complete();
        TaskContext task = TaskContext.get();
        String host = ExecutorSetup.host();
        Path root = Path.of(SparkFiles.getRootDirectory()).toAbsolutePath();
        Path folder = Files.createTempDirectory(root, "job-");
        try {
            found().perform(
                            description,
                            new JobHandler.Site(folder, ReceivedData.in(root, data), task::isInterrupted, news::add));
            return new JobReply(host, null, PackedFolder.of(folder).bytes());
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            if (task.isInterrupted()) {
                throw e;
            }
            return new JobReply(host, reason(e), new byte[0]);
        } finally {
            FileTree.remove(folder);
        }
    }

    private static String reason(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            String limit = System.getProperty(NATIVE_LIMIT);
            return String.format(
                    Locale.ROOT,
                    "the job needs more memory than its executor has, which is %d MiB of Java heap and %d MiB outside of it:"
                            + " raise spark.executor.memory%s (%s)",
                    Runtime.getRuntime().maxMemory() >> 20,
                    Pointer.maxBytes() >> 20,
                    limit == null ? "" : ", and " + NATIVE_LIMIT + "=" + limit + " in spark.executor.extraJavaOptions",
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
        }
        return failure instanceof Error || failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private JobHandler found() {
        return ServiceLoader.load(JobHandler.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(known -> known.name().equals(handler))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "the executor's class path has nobody who does a job of the kind '" + handler + "'"));
    }
}

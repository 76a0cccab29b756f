package org.dl4jlab.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.cluster.ClusterException;

/**
 * A connection to a Spark cluster with what the lab's work needs there. Of a cluster on this machine nothing listens beyond
 * the loopback address. A process has one connection at a time, because Spark has.
 *
 * @param context of Spark, to be closed through {@link #close()}
 */
public record SparkConnection(JavaSparkContext context) implements AutoCloseable {

    /** Of a JVM of the cluster: logs to its output. */
    public static final String LOG_OPTION = "-Dlog4j2.configurationFile=classpath:org/dl4jlab/spark/log4j2-cluster.xml";

    private static final Pattern MASTER = Pattern.compile("local|local\\[(\\d+|\\*)(,\\d+)?]"
            + "|local-cluster\\[\\d+,\\d+,\\d+]|spark://[^/,\\s]+:\\d+(,[^/,\\s]+:\\d+)*|yarn|k8s://\\S+");

    private static final Pattern STANDALONE = Pattern.compile("(.+):(\\d+)");

    /** What Spark's messages begin with. */
    private static final Pattern ERROR_CLASS = Pattern.compile("^\\[[A-Z0-9_.]+] ");

    private static final String STANDALONE_SCHEME = "spark://";

    private static final String LOOPBACK = "127.0.0.1";

    private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";

    /** More than a run's folder holds, but for the largest networks; Spark's own limit of a message is 128 MiB. */
    private static final String MOST_SENT_DIRECTLY = "64m";

    /** They bring what running jobs tell. Spark's own 10 s are long to look at a page; 2 minutes without one lose an executor. */
    private static final String BETWEEN_HEARTBEATS = "2s";

    private static final int MILLIS_TO_ANSWER = 5000;

    private static final int FIRST_JAVA_WITHOUT_SECURITY_MANAGER = 24;

    /**
     * Connects to a cluster.
     *
     * @param master as Spark writes it: {@code local[2]}, {@code spark://host:7077}, {@code yarn}, {@code k8s://…}
     * @param name of the application, for the cluster's own pages
     * @throws InvalidInputException if it is no address of a cluster
     * @throws ClusterException if nobody answers there, or not as a cluster does; the message says what to do
     */
    public static SparkConnection open(String master, String name) {
        SparkConf conf = configuration(master, name);
        requireJava();
        requireAnswer(master);
        try {
            return new SparkConnection(JavaSparkContext.fromSparkContext(SparkContext.getOrCreate(conf)));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("Spark refuses a setting: "
                    + ERROR_CLASS.matcher(String.valueOf(e.getMessage())).replaceFirst(""));
        } catch (RuntimeException e) {
            throw new ClusterException(
                    "The Spark cluster " + master + " did not accept this program: " + e.getMessage()
                            + ". Does it run the Spark version "
                            + org.apache.spark.package$.MODULE$.SPARK_VERSION() + " that this program is built for?",
                    e);
        }
    }

    /**
     * Spark's libraries ask for a part of Java that was taken out.
     *
     * @throws ClusterException if the Java of this process does not have it
     */
    public static void requireJava() {
        int version = Runtime.version().feature();
        if (version >= FIRST_JAVA_WITHOUT_SECURITY_MANAGER) {
            throw new ClusterException("Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION()
                    + " does not run on Java " + version
                    + ", which this program was started with; start it with Java 17"
                    + " or 21, for example by JAVA_HOME, here and on the workers.");
        }
    }

    /** What is set for a connection; a property that {@code spark-submit} or the JVM was given stays, and options of executors are added. */
    static SparkConf configuration(String master, String name) {
        if (!MASTER.matcher(master).matches()) {
            throw new InvalidInputException("'" + master + "' is no address of a Spark cluster; write local[2],"
                    + " spark://host:7077, yarn or k8s://https://host:port.");
        }
        SparkConf conf = new SparkConf().setMaster(master).setAppName(name);
        boolean submitted = conf.contains("spark.submit.deployMode");
        String threads = conf.get("spark.task.cpus", "1");
        // Spark's page of an application is one more port, and shows every property: only for who asks for it.
        conf.setIfMissing("spark.ui.enabled", "false");
        conf.setIfMissing("spark.ui.showConsoleProgress", "false");
        Redaction.configure(conf);
        // Larger results are fetched in a second step, which a program that is stopped would break off with a stack
        // trace.
        conf.setIfMissing("spark.task.maxDirectResultSize", MOST_SENT_DIRECTLY);
        conf.setIfMissing("spark.executor.heartbeatInterval", BETWEEN_HEARTBEATS);
        conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", threads);
        conf.setIfMissing("spark.executorEnv.OPENBLAS_NUM_THREADS", "1");
        // What the user gave comes last and wins.
        conf.set(
                EXECUTOR_OPTIONS,
                (LOG_OPTION + " -Djava.awt.headless=true -Dorg.bytedeco.javacpp.maxphysicalbytes=0 -Ddl4jlab.threads="
                                + threads + " " + conf.get(EXECUTOR_OPTIONS, ""))
                        .strip());
        if (isOnThisMachine(master)) {
            conf.setIfMissing("spark.driver.host", LOOPBACK);
            conf.setIfMissing("spark.driver.bindAddress", LOOPBACK);
            if (!submitted) {
                // The executors read the same files, so that nothing needs to be sent.
                conf.setIfMissing("spark.executor.extraClassPath", ClassPath.text());
            }
        } else if (!submitted) {
            throw new InvalidInputException("The workers of " + master + " do not have this program; send it along by"
                    + " starting it with Spark's own spark-submit, as docs/spark.md shows.");
        }
        return conf;
    }

    /** Whether all of a cluster is on this machine. */
    static boolean isOnThisMachine(String master) {
        return master.startsWith("local")
                || master.startsWith(STANDALONE_SCHEME)
                        && standalone(master).stream()
                                .allMatch(
                                        address -> address.getHostString().matches("localhost|127\\.[0-9.]+|\\[::1]"));
    }

    /** Spark itself would ask for a minute before it gives up. */
    private static void requireAnswer(String master) {
        if (!master.startsWith(STANDALONE_SCHEME)) {
            return;
        }
        IOException last = null;
        for (InetSocketAddress address : standalone(master)) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address.getHostString(), address.getPort()), MILLIS_TO_ANSWER);
                return;
            } catch (IOException e) {
                last = e;
            }
        }
        throw new ClusterException(
                "No Spark master answers at " + master + " (" + last
                        + "); is the cluster running, and is this the address that its own page shows?",
                last);
    }

    private static List<InetSocketAddress> standalone(String master) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String one : master.substring(STANDALONE_SCHEME.length()).split(",")) {
            Matcher parts = STANDALONE.matcher(one);
            if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
                throw new InvalidInputException("'" + one + "' is no host with a port of a Spark master.");
            }
            addresses.add(InetSocketAddress.createUnresolved(parts.group(1), Integer.parseInt(parts.group(2))));
        }
        return addresses;
    }

    /** The same connection in the terms of tables, which most work does without. */
    public SparkSession session() {
        return SparkSession.builder().config(context.getConf()).getOrCreate();
    }

    /** Cores of all executors together, once those that were asked for have come, or nobody came any more for a while. */
    public int awaitCores() {
        return ExecutorCount.await(context);
    }

    /** Whether anybody is there who could do a task now. */
    public boolean hasExecutors() {
        return context.isLocal() || ExecutorCount.executors(context) > 0;
    }

    @Override
    public void close() {
        context.stop();
    }
}

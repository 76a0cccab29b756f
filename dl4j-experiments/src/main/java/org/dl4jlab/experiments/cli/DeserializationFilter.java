package org.dl4jlab.experiments.cli;

import java.io.ObjectInputFilter;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the Java serialization of this process may make objects of: values of the JDK, and parts of DL4J's networks. The lab
 * reads nothing in this form itself; the filter is for whatever a library might still be brought to read. Where the process is
 * part of a Spark cluster, whose processes talk to each other in this form, the streams that Spark itself makes may hold more;
 * all others may not.
 */
final class DeserializationFilter {

    /** Depth bounds the work of nested collections, which doubles with each level. */
    private static final int DEPTH_OF_COLLECTIONS = 20;

    private static final String VALUES = "java.lang.Boolean;java.lang.Byte;java.lang.Character;java.lang.Double;"
            + "java.lang.Enum;java.lang.Float;java.lang.Integer;java.lang.Long;java.lang.Number;java.lang.Object;"
            + "java.lang.Short;java.lang.String;java.math.*;java.time.*;java.util.*;";

    private static final String NETWORKS = "org.nd4j.**;org.deeplearning4j.**;org.datavec.**;org.dl4jlab.**;";

    private static final String PATTERN = "maxdepth=" + DEPTH_OF_COLLECTIONS
            + ";maxrefs=1000000;maxarray=100000000;maxbytes=1000000000;" + VALUES + NETWORKS + "!*";

    private static final String SPARK_PATTERN = "maxdepth=120;maxrefs=10000000;maxarray=2000000000;"
            + "org.apache.spark.**;scala.**;java.lang.*;java.lang.invoke.SerializedLambda;java.io.*;java.net.*;"
            + "java.nio.**;java.util.**;org.roaringbitmap.**;" + VALUES + NETWORKS + "!*";

    private static final String SPARK_PACKAGE = "org.apache.spark.";

    private static final ObjectInputFilter NARROW = ObjectInputFilter.Config.createFilter(PATTERN);

    private static final ObjectInputFilter OF_SPARK =
            andShallowCollections(ObjectInputFilter.Config.createFilter(SPARK_PATTERN));

    private DeserializationFilter() {}

    static ObjectInputFilter filter() {
        return NARROW;
    }

    /** Of the streams that Spark makes. */
    static ObjectInputFilter sparkFilter() {
        return OF_SPARK;
    }

    /**
     * For the whole process, unless its owner has set one: the JVM takes one filter and only once.
     *
     * @param args the command line, which says whether the process becomes part of a cluster
     */
    static void install(String... args) {
        if (ObjectInputFilter.Config.getSerialFilter() != null) {
            return;
        }
        ObjectInputFilter ofProcess = NARROW;
        if (isPartOfCluster(args)) {
            try {
                ObjectInputFilter.Config.setSerialFilterFactory(DeserializationFilter::ofStream);
            } catch (IllegalStateException e) {
                // Somebody in this process has made such a stream before, as Maven may: one filter for all then.
                ofProcess = OF_SPARK;
            }
        }
        ObjectInputFilter.Config.setSerialFilter(ofProcess);
    }

    private static boolean isPartOfCluster(String... args) {
        return ClusterOption.submitted().isPresent()
                || Stream.of(args)
                        .anyMatch(arg -> arg.equals(ClusterOption.NAME) || arg.startsWith(ClusterOption.NAME + "="));
    }

    /**
     * The filter of a new stream, or of one that is given another.
     *
     * @param current what the stream has; null for a new one
     * @param next for a new stream that of the process
     */
    private static ObjectInputFilter ofStream(ObjectInputFilter current, ObjectInputFilter next) {
        if (current != null) {
            return next == null ? current : ObjectInputFilter.merge(next, current);
        }
        return isMadeBySpark() ? OF_SPARK : next;
    }

    /** Whether the first caller that is not the JDK's own is a class of Spark. */
    private static boolean isMadeBySpark() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .filter(Predicate.not(DeserializationFilter::isOfTheFilter))
                        .findFirst())
                .filter(maker -> maker.startsWith(SPARK_PACKAGE))
                .isPresent();
    }

    private static boolean isOfTheFilter(String frame) {
        return frame.startsWith(DeserializationFilter.class.getName()) || frame.startsWith("java.io.");
    }

    /** Hashes of nested collections take twice the time with each level. */
    private static ObjectInputFilter andShallowCollections(ObjectInputFilter filter) {
        return info -> info.depth() > DEPTH_OF_COLLECTIONS && isHashed(info.serialClass())
                ? ObjectInputFilter.Status.REJECTED
                : filter.checkInput(info);
    }

    /** Or the array of a map's entries: the JDK asks for it each time, for the collection's own class only once. */
    private static boolean isHashed(Class<?> type) {
        return type != null
                && (type == Map.Entry[].class
                        || type.getName().startsWith("java.util.")
                                && type.getName().contains("Hash"));
    }
}

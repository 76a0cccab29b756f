package org.dl4jlab.experiments.cli;

import java.io.ObjectInputFilter;
import java.util.stream.Stream;

/**
 * What the Java serialization of this process may make objects of: values of the JDK, and parts of DL4J's networks. The lab
 * reads nothing in this form itself; the filter is for whatever a library might still be brought to read.
 */
final class DeserializationFilter {

    /** Depth bounds the work of nested collections, which doubles with each level. */
    private static final String PATTERN = "maxdepth=20;maxrefs=1000000;maxarray=100000000;maxbytes=1000000000;"
            + "java.lang.Boolean;java.lang.Byte;java.lang.Character;java.lang.Double;java.lang.Enum;java.lang.Float;"
            + "java.lang.Integer;java.lang.Long;java.lang.Number;java.lang.Object;java.lang.Short;java.lang.String;"
            + "java.math.*;java.time.*;java.util.*;"
            + "org.nd4j.**;org.deeplearning4j.**;org.datavec.**;org.dl4jlab.**;!*";

    /** Spark's processes talk to each other in this form. */
    private static final String CLUSTER_PATTERN = "maxdepth=500;maxrefs=10000000;maxarray=2000000000;"
            + "org.apache.spark.**;scala.**;java.lang.*;java.lang.invoke.SerializedLambda;java.io.*;java.net.*;java.nio.**;"
            + "java.util.**;org.roaringbitmap.**;" + PATTERN.substring(PATTERN.indexOf("java.lang.Boolean"));

    private DeserializationFilter() {}

    static ObjectInputFilter filter() {
        return ObjectInputFilter.Config.createFilter(PATTERN);
    }

    /** Of a process that is part of a cluster. */
    static ObjectInputFilter clusterFilter() {
        return ObjectInputFilter.Config.createFilter(CLUSTER_PATTERN);
    }

    /**
     * For the whole process, unless its owner has set one: the JVM takes one filter and only once.
     *
     * @param args the command line, which says whether the process becomes part of a cluster
     */
    static void install(String... args) {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            boolean cluster = ClusterOption.submitted().isPresent()
                    || Stream.of(args)
                            .anyMatch(
                                    arg -> arg.equals(ClusterOption.NAME) || arg.startsWith(ClusterOption.NAME + "="));
            ObjectInputFilter.Config.setSerialFilter(cluster ? clusterFilter() : filter());
        }
    }
}

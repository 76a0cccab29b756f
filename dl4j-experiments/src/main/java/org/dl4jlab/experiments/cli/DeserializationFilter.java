package org.dl4jlab.experiments.cli;

import java.io.ObjectInputFilter;

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

    private DeserializationFilter() {}

    static ObjectInputFilter filter() {
        return ObjectInputFilter.Config.createFilter(PATTERN);
    }

    /** For the whole process, unless its owner has set one: the JVM takes one filter and only once. */
    static void install() {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(filter());
        }
    }
}

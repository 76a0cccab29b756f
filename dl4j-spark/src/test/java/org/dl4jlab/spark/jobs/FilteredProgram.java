package org.dl4jlab.spark.jobs;

import java.awt.Point;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.dl4jlab.experiments.cli.LabProgram;
import scala.reflect.ClassTag$;

/** A program that sweeps on a cluster within its own process, then reads what strangers might have it read. */
final class FilteredProgram {

    private FilteredProgram() {}

    public static void main(String[] args) throws Exception {
        System.out.println("exit code " + LabProgram.standard().execute(args));
        Map<String, Object> objects =
                new TreeMap<>(Map.of("file", new File("x"), "point", new Point(), "sets", nested(), "text", "x"));
        for (Map.Entry<String, Object> object : objects.entrySet()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(object.getValue());
            }
            tell("anybody", object.getKey(), () -> read(bytes.toByteArray()));
            tell(
                    "Spark",
                    object.getKey(),
                    () -> new JavaSerializer(new SparkConf(false))
                            .newInstance()
                            .deserialize(ByteBuffer.wrap(bytes.toByteArray()), ClassTag$.MODULE$.apply(Object.class)));
        }
    }

    private static Object read(byte[] bytes) throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    private static void tell(String reader, String what, Callable<Object> reading) throws Exception {
        try {
            reading.call();
            System.out.println(what + " read by " + reader);
        } catch (InvalidClassException e) {
            System.out.println(what + " refused to " + reader);
        }
    }

    /** Whose hash takes years. */
    private static Set<Object> nested() {
        Set<Object> root = new HashSet<>();
        Set<Object> left = root;
        Set<Object> right = new HashSet<>();
        for (int level = 0; level < 60; level++) {
            Set<Object> nextLeft = new HashSet<>();
            Set<Object> nextRight = new HashSet<>(Set.of("x"));
            left.addAll(List.of(nextLeft, nextRight));
            right.addAll(List.of(nextLeft, nextRight));
            left = nextLeft;
            right = nextRight;
        }
        return root;
    }
}

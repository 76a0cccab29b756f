package org.dl4jlab.spark;

import org.apache.spark.SparkEnv;
import org.dl4jlab.engine.NativeRuntime;

/**
 * What an executor needs before it computes, since its main class is Spark's, which knows nothing of the native libraries; and
 * where it is.
 */
public final class ExecutorSetup {

    private ExecutorSetup() {}

    /** To be called before any class of ND4J is loaded; again, it does nothing. */
    public static void complete() {
        NativeRuntime.configure();
    }

    /** Name or address of the machine, as Spark knows it. */
    public static String host() {
        return SparkEnv.get().blockManager().blockManagerId().host();
    }

    /** A task that gets an executor ready for the first job, which takes it some seconds. */
    static int answer(int question) {
        complete();
        NativeRuntime.load();
        return question;
    }
}

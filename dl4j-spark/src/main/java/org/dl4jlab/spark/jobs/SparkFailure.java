package org.dl4jlab.spark.jobs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why Spark gave a job up, without the stack traces that its messages hold. */
public final class SparkFailure {

    private static final Pattern MOST_RECENT =
            Pattern.compile("[Mm]ost recent failure: [^(]*(?:\\([^)]*\\) *)+:? *(.*)");

    /** What Spark says of every job when an application has ended, for whatever reason. */
    private static final Pattern OF_THE_APPLICATION = Pattern.compile("Master removed our application"
            + "|All masters are unresponsive|SparkContext was shut down|stopped SparkContext|has been shut ?down");

    private SparkFailure() {}

    /** A sentence without its end. */
    public static String reason(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        Matcher recent = MOST_RECENT.matcher(message);
        String first =
                recent.find() ? recent.group(1) : message.lines().findFirst().orElse(message);
        return first.contains("ExecutorLostFailure") || first.contains("exited")
                ? "every executor that tried it was lost, the last one with: " + first
                : first;
    }

    /** Whether the connection to the cluster is what failed, rather than a job. */
    static boolean isOfTheConnection(Throwable failure) {
        return OF_THE_APPLICATION.matcher(String.valueOf(failure.getMessage())).find();
    }
}

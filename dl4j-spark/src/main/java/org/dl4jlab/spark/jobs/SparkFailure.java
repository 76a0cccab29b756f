package org.dl4jlab.spark.jobs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why Spark gave a job up, without the stack traces that its messages hold. */
final class SparkFailure {

    private static final Pattern MOST_RECENT = Pattern.compile("Most recent failure: [^(]*\\([^)]*\\):? *(.*)");

    private SparkFailure() {}

    static String reason(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        Matcher recent = MOST_RECENT.matcher(message);
        String first =
                recent.find() ? recent.group(1) : message.lines().findFirst().orElse(message);
        return first.contains("ExecutorLostFailure") || first.contains("exited")
                ? "every executor that tried it was lost, the last one with: " + first
                : first;
    }
}

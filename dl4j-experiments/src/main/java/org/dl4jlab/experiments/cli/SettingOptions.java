package org.dl4jlab.experiments.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What every command that trains takes: a seed, changes to settings, and whether the engine computes. */
final class SettingOptions {

    @Option(
            names = "--seed",
            paramLabel = "<number>",
            defaultValue = "1",
            description = "Seed of everything random. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--epochs", paramLabel = "<n>", description = "Short for --set epochs=<n>.")
    private String epochs;

    @Option(names = "--batch", paramLabel = "<n>", description = "Short for --set batch=<n>.")
    private String batch;

    @Option(
            names = "--set",
            paramLabel = "<name>=<value>",
            description = "Changes a training setting; may be repeated. 'run --help' lists the settings.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(names = "--no-engine", description = "Trains with DL4J's own layers instead of the compiled engine.")
    private boolean noEngine;

    long seed() {
        return seed;
    }

    boolean engine() {
        return !noEngine;
    }

    /** The settings that the user typed, by name. */
    Map<String, String> changes() {
        Map<String, String> all = new LinkedHashMap<>(overrides);
        if (epochs != null) {
            all.put("epochs", epochs);
        }
        if (batch != null) {
            all.put("batch", batch);
        }
        return all;
    }
}

package org.dl4jlab.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@link NativeRuntime} did, setting by setting.
 *
 * @param threads number of threads that OpenMP was given
 * @param outcomes one entry a setting, in the order in which they were applied
 */
public record RuntimeReport(int threads, List<SettingOutcome> outcomes) {

    /** Copies the list. */
    public RuntimeReport {
        outcomes = List.copyOf(outcomes);
    }

    /** The outcome of the setting of this name. */
    public Optional<SettingOutcome> outcome(String setting) {
        return outcomes.stream().filter(o -> o.setting().equals(setting)).findFirst();
    }

    /** One line a setting: name, status, detail. */
    @Override
    public String toString() {
        return outcomes.stream()
                .map(o -> String.format(
                        Locale.ROOT,
                        "%-16s %-8s %s",
                        o.setting(),
                        o.status().name().toLowerCase(java.util.Locale.ROOT),
                        o.detail()))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}

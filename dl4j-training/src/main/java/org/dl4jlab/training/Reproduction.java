package org.dl4jlab.training;

import java.util.List;

/**
 * A run and its repetition side by side.
 *
 * @param original the run that was repeated
 * @param repetition of it; interrupted if it was stopped, and then nothing was compared
 * @param numbers what must be equal, each checked to the last bit
 * @param surroundings what differs in data, code, versions and machine; empty if all that is recorded is the same
 * @param notes a sentence for each thing that the record does not say
 */
public record Reproduction(
        Run original, Run repetition, List<Check> numbers, List<Difference> surroundings, List<String> notes) {

    public Reproduction {
        numbers = List.copyOf(numbers);
        surroundings = List.copyOf(surroundings);
        notes = List.copyOf(notes);
    }

    /** How one quantity compares. */
    public enum Outcome {
        EQUAL,
        DIFFERENT,
        /** The first run left no file of it. */
        NOT_RECORDED
    }

    /**
     * @param name of a quantity
     * @param outcome of comparing it
     * @param detail its value, or how the two values differ
     */
    public record Check(String name, Outcome outcome, String detail) {}

    /**
     * @param name of a fact
     * @param before in the first run
     * @param now in the repetition
     */
    public record Difference(String name, String before, String now) {}

    /** Whether the repetition came to its end and every recorded number came out the same. */
    public boolean equal() {
        return repetition.status() == RunStatus.DONE
                && numbers.stream().noneMatch(c -> c.outcome() == Outcome.DIFFERENT);
    }
}

package org.dl4jlab.sweeps.record;

/** A number of a {@link SweepPlan} is out of range. */
public final class InvalidPlanException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String component;
    private final String complaint;

    /**
     * @param component of the plan, such as {@code winnerSeeds}
     * @param value it was given
     * @param rule what it must be, such as {@code at least 1}
     */
    public InvalidPlanException(String component, Object value, String rule) {
        super("'" + component + "' " + complaint(value, rule));
        this.component = component;
        this.complaint = complaint(value, rule);
    }

    private static String complaint(Object value, String rule) {
        return "must be " + rule + ", but got " + value + ".";
    }

    /** The component of the plan, such as {@code winnerSeeds}. */
    public String component() {
        return component;
    }

    /** What is wrong with it, as the rest of a sentence that begins with its name. */
    public String complaint() {
        return complaint;
    }
}

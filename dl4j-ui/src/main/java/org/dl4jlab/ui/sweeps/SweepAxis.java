package org.dl4jlab.ui.sweeps;

import java.util.List;
import java.util.Objects;

/**
 * A hyperparameter as an axis to draw.
 *
 * @param name of the hyperparameter
 * @param scale how its values lie on the axis
 * @param lowest its lower end in words; empty for choices
 * @param highest its upper end in words; empty for choices
 * @param choices from the lower end of the axis to the upper; empty unless the values are choices
 */
public record SweepAxis(String name, Scale scale, String lowest, String highest, List<String> choices) {

    /** How values lie on an axis. */
    public enum Scale {
        LINEAR,
        LOG,
        /** A few values at equal distances. */
        CHOICES
    }

    public SweepAxis {
        Objects.requireNonNull(name);
        Objects.requireNonNull(scale);
        Objects.requireNonNull(lowest);
        Objects.requireNonNull(highest);
        choices = List.copyOf(choices);
    }
}

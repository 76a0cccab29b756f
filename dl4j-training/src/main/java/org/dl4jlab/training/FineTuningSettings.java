package org.dl4jlab.training;

import org.dl4jlab.training.internal.settings.Setting;
import org.dl4jlab.training.internal.settings.Settings;

/**
 * How the first layers of a network are trained. They hold what it learned about pictures in general, which may be worth
 * keeping when training goes on with other pictures.
 *
 * @param firstLayers number of layers with weights (convolutions and dense layers, counted from the input), each with the BatchNorm that
 *     follows it; 0 for none
 * @param firstLayersRate their learning rate as a share of the others'; 0 freezes them, running statistics included
 */
public record FineTuningSettings(
        @Setting(value = "first layers with weights that are frozen or slowed, 0 for none", min = 0, max = 10_000)
        int firstLayers,

        @Setting(value = "learning rate of these layers, as a share of the others'; 0 freezes them", min = 0, max = 1)
        double firstLayersRate) {

    private static final FineTuningSettings NONE = new FineTuningSettings(0, 0);

    public FineTuningSettings {
        Settings.check(FineTuningSettings.class, firstLayers, firstLayersRate);
    }

    /** All layers are trained alike. */
    public static FineTuningSettings none() {
        return NONE;
    }

    /** The first layers stay as they are. */
    public static FineTuningSettings freeze(int firstLayers) {
        return new FineTuningSettings(firstLayers, 0);
    }

    public FineTuningSettings withFirstLayers(int value) {
        return new FineTuningSettings(value, firstLayersRate);
    }

    public FineTuningSettings withFirstLayersRate(double value) {
        return new FineTuningSettings(firstLayers, value);
    }

    /** Whether some layers are trained differently from the rest. */
    public boolean used() {
        return firstLayers > 0;
    }
}

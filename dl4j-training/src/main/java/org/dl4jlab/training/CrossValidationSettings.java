package org.dl4jlab.training;

import org.dl4jlab.training.internal.settings.Setting;
import org.dl4jlab.training.internal.settings.Settings;

/**
 * Tests on a part of the training images instead of the test images, which are not used. With as many runs as folds, each
 * image is tested once, by a network that was not trained on it. This suits data sets too small for a test part. The same seed
 * gives the same folds, and every class is divided evenly.
 *
 * @param folds parts that the training images are divided into; 0 for none
 * @param fold which part is tested on, from 1
 */
public record CrossValidationSettings(
        @Setting(value = "cross-validation: parts of the training images, 0 for none", min = 0, max = 1000)
        int folds,

        @Setting(value = "cross-validation: the part that is tested on, from 1", min = 0, max = 1000)
        int fold) {

    private static final CrossValidationSettings NONE = new CrossValidationSettings(0, 0);

    public CrossValidationSettings {
        Settings.check(CrossValidationSettings.class, folds, fold);
    }

    /** Tests on the test images. */
    public static CrossValidationSettings none() {
        return NONE;
    }

    public CrossValidationSettings withFolds(int value) {
        return new CrossValidationSettings(value, fold);
    }

    public CrossValidationSettings withFold(int value) {
        return new CrossValidationSettings(folds, value);
    }

    /** Whether a part of the training images is tested on. */
    public boolean used() {
        return folds > 0;
    }

    void requireConsistent(int testImages) {
        boolean none = folds == 0 && fold == 0;
        if (!none && (folds < 2 || fold < 1 || fold > folds)) {
            throw new InvalidInputException(
                    "Cross-validation needs at least 2 folds and a fold from 1 to their number, but" + " folds=" + folds
                            + " and fold=" + fold + ".");
        }
        if (!none && testImages > 0) {
            throw new InvalidInputException("testImages=" + testImages + " does nothing with folds=" + folds
                    + ", which tests on a part of the training images; set testImages=0.");
        }
    }
}

package org.dl4jlab.engine.differential;

import java.util.Arrays;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;

/** One batch: an array for each input and each output of a network, and masks, each of which may be null. */
record Examples(INDArray[] features, INDArray[] labels, INDArray[] featuresMasks, INDArray[] labelsMasks) {
    /** Makes the same batch again, for each network that is compared. */
    interface Source {
        Examples with(Noise noise);
    }

    INDArray firstFeatures() {
        return features.length == 0 ? null : features[0];
    }

    INDArray firstLabels() {
        return labels.length == 0 ? null : labels[0];
    }

    INDArray firstFeaturesMask() {
        return featuresMasks[0];
    }

    INDArray firstLabelsMask() {
        return labelsMasks[0];
    }

    /** Null where there is none, as callers of DL4J write it. */
    static INDArray[] orNull(INDArray[] masks) {
        return Arrays.stream(masks).allMatch(Objects::isNull) ? null : masks;
    }

    boolean isSingle() {
        return features.length == 1 && labels.length == 1;
    }

    /** For networks with one input and one output. */
    DataSet asDataSet() {
        return new DataSet(firstFeatures(), firstLabels(), firstFeaturesMask(), firstLabelsMask());
    }

    MultiDataSet asMultiDataSet() {
        return new MultiDataSet(features, labels, orNull(featuresMasks), orNull(labelsMasks));
    }
}

package org.dl4jlab.engine.differential;

import static org.dl4jlab.engine.differential.Operation.training;

import java.util.List;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Calls that train, in all their forms. */
final class FitOperations {
    private final Draw draw;
    private final RandomNetwork network;
    private final RandomArrays arrays;

    FitOperations(Draw draw, RandomNetwork network, RandomArrays arrays) {
        this.draw = draw;
        this.network = network;
        this.arrays = arrays;
    }

    Operation one() {
        Examples.Source batch = arrays.batch();
        return switch (draw.between(0, 8)) {
            case 0, 1, 2 -> training("fit(features, labels)", fit(arrays.plainBatch()));
            case 3 -> training("fit(DataSet)", (s, noise) -> fitDataSet(s, batch.with(noise)));
            case 4 ->
                training("fit(MultiDataSet)", (s, noise) -> {
                    var examples = batch.with(noise).asMultiDataSet();
                    return s.on(n -> done(() -> n.fit(examples)), g -> done(() -> g.fit(examples)));
                });
            case 5, 6 -> training("fit with masks", fitMasked(arrays.maskedBatch()));
            case 7 -> training("fit(features, masks that may be missing)", fitMasked(batch));
            default ->
                training("fit(features, numbers of classes)", (s, noise) -> {
                    Examples examples = batch.with(noise);
                    if (s.isGraph() || network.hasSequences()) {
                        return fit(s, examples);
                    }
                    int[] classes = new int[(int) examples.firstFeatures().size(0)];
                    for (int i = 0; i < classes.length; i++) {
                        classes[i] = i % (int) network.outputs().get(0).width();
                    }
                    s.sequential().fit(examples.firstFeatures(), classes);
                    return null;
                });
        };
    }

    Operation many() {
        List<Examples.Source> batches = arrays.batches();
        int epochs = draw.between(1, 2);
        return switch (draw.between(0, 5)) {
            case 0 ->
                training(
                        "fit(MultiDataSetIterator)",
                        (s, noise) -> s.on(
                                n -> done(() -> n.fit(new SeveralBatches(batches, noise))),
                                g -> done(() -> g.fit(new SeveralBatches(batches, noise)))));
            case 1 ->
                training(
                        "fit(MultiDataSetIterator, " + epochs + ")",
                        (s, noise) -> s.on(
                                n -> done(() -> n.fit(new SeveralBatches(batches, noise), epochs)),
                                g -> done(() -> g.fit(new SeveralBatches(batches, noise), epochs))));
            case 2 ->
                training("fit(iterator, " + epochs + ")", (s, noise) -> {
                    if (!network.isSingle()) {
                        return s.on(n -> null, g -> done(() -> g.fit(new SeveralBatches(batches, noise), epochs)));
                    }
                    DataSetIterator data = iterator(batches, noise);
                    return s.on(n -> done(() -> n.fit(data, epochs)), g -> done(() -> g.fit(data, epochs)));
                });
            case 3 ->
                training("pretrain", (s, noise) -> {
                    if (!network.isSingle()) {
                        return s.on(n -> null, g -> done(() -> g.pretrain(new SeveralBatches(batches, noise))));
                    }
                    DataSetIterator data = iterator(batches, noise);
                    return s.on(n -> done(() -> n.pretrain(data)), g -> done(() -> g.pretrain(data)));
                });
            default ->
                training("fit(iterator)", (s, noise) -> {
                    if (!network.isSingle()) {
                        return s.on(n -> null, g -> done(() -> g.fit(new SeveralBatches(batches, noise))));
                    }
                    DataSetIterator data = iterator(batches, noise);
                    return s.on(n -> done(() -> n.fit(data)), g -> done(() -> g.fit(data)));
                });
        };
    }

    /** For networks with one input and one output. */
    static DataSetIterator iterator(List<Examples.Source> batches, Noise noise) {
        return new ExistingDataSetIterator(
                batches.stream().map(batch -> batch.with(noise).asDataSet()).toList());
    }

    /** A training step on features and labels alone. */
    static Operation.Action fit(Examples.Source batch) {
        return (s, noise) -> fit(s, batch.with(noise));
    }

    private static Object fit(Subject s, Examples examples) throws Exception {
        return s.on(
                n -> done(() -> n.fit(examples.firstFeatures(), examples.firstLabels())),
                g -> done(() -> g.fit(examples.features(), examples.labels())));
    }

    private static Object fitDataSet(Subject s, Examples examples) throws Exception {
        return examples.isSingle()
                ? s.on(n -> done(() -> n.fit(examples.asDataSet())), g -> done(() -> g.fit(examples.asDataSet())))
                : s.on(n -> null, g -> done(() -> g.fit(examples.asMultiDataSet())));
    }

    private static Operation.Action fitMasked(Examples.Source batch) {
        return (s, noise) -> {
            Examples examples = batch.with(noise);
            INDArray[] featuresMasks = Examples.orNull(examples.featuresMasks());
            INDArray[] labelsMasks = Examples.orNull(examples.labelsMasks());
            return s.on(
                    n -> done(() -> n.fit(
                            examples.firstFeatures(),
                            examples.firstLabels(),
                            examples.firstFeaturesMask(),
                            examples.firstLabelsMask())),
                    g -> done(() -> g.fit(examples.features(), examples.labels(), featuresMasks, labelsMasks)));
        };
    }

    /** For calls without an answer. */
    static Object done(Runnable call) {
        call.run();
        return null;
    }
}

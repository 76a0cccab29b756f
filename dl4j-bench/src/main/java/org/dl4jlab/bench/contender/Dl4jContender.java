package org.dl4jlab.bench.contender;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.bench.workload.SampleImages;
import org.dl4jlab.bench.workload.Workload;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A DL4J network, trained by {@code fit} and asked in a way that suits many predictions. */
final class Dl4jContender implements Contender {

    private static final WorkspaceConfiguration RESULTS = WorkspaceConfiguration.builder()
            .initialSize(1 << 20)
            .policyAllocation(AllocationPolicy.STRICT)
            .policyLearning(LearningPolicy.NONE)
            .build();

    private final Model model;
    private final Consumer<INDArray> prediction;
    private final INDArray[] features;
    private final INDArray[] labels;
    private final Supplier<String> description;

    /**
     * @param model a {@link MultiLayerNetwork} or {@link ComputationGraph}, accelerated or not
     * @param prediction asks the model for its answer to features
     * @param description for the record
     */
    Dl4jContender(
            Model model,
            Consumer<INDArray> prediction,
            Workload workload,
            int batchSize,
            SampleImages samples,
            Supplier<String> description) {
        this.model = model;
        this.prediction = prediction;
        this.description = description;
        int n = samples.batches(batchSize);
        features = new INDArray[n];
        labels = new INDArray[n];
        float[] pixels = new float[batchSize * samples.imageSize()];
        for (int b = 0; b < n; b++) {
            samples.fill(b, batchSize, pixels);
            features[b] = workload.flat()
                    ? Nd4j.createFromArray(pixels).reshape(batchSize, samples.imageSize())
                    : Nd4j.createFromArray(pixels)
                            .reshape(batchSize, samples.channels(), samples.height(), samples.width());
            float[] oneHot = new float[batchSize * samples.classes()];
            for (int i = 0; i < batchSize; i++) {
                oneHot[i * samples.classes() + samples.label(b * batchSize + i)] = 1;
            }
            labels[b] = Nd4j.createFromArray(oneHot).reshape(batchSize, samples.classes());
        }
    }

    /**
     * A network that is not accelerated. It predicts by {@code output} as DL4J's manual advises for many predictions:
     * into a workspace, because to make and free an ND4J array takes longer than a small network.
     */
    static Dl4jContender ofDl4j(Workload workload, int batchSize, SampleImages samples, String description) {
        Model model = Dl4jNetworks.of(workload);
        return new Dl4jContender(
                model, features -> intoWorkspace(model, features), workload, batchSize, samples, () -> description);
    }

    private static void intoWorkspace(Model model, INDArray features) {
        try (MemoryWorkspace results = Nd4j.getWorkspaceManager().getAndActivateWorkspace(RESULTS, "predictions")) {
            output(model, features, results);
        }
    }

    private static INDArray output(Model model, INDArray features, MemoryWorkspace results) {
        return model instanceof MultiLayerNetwork network
                ? network.output(features, false, results)
                : ((ComputationGraph) model).output(false, results, features)[0];
    }

    @Override
    public double train(int batch) {
        if (model instanceof MultiLayerNetwork network) {
            network.fit(features[batch], labels[batch]);
        } else {
            ((ComputationGraph) model).fit(new INDArray[] {features[batch]}, new INDArray[] {labels[batch]});
        }
        return model.score();
    }

    @Override
    public void predict(int batch) {
        prediction.accept(features[batch]);
    }

    @Override
    public float[] probabilities(int batch) {
        return output(model, features[batch], null)
                .castTo(DataType.FLOAT)
                .dup('c')
                .data()
                .asFloat();
    }

    @Override
    public long parameters() {
        return Dl4jNetworks.trainedParameters(model);
    }

    @Override
    public String description() {
        return description.get();
    }

    @Override
    public void close() {
        model.close();
    }
}

package org.dl4jlab.bench.pytorch;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.dl4jlab.bench.contender.Contender;
import org.dl4jlab.bench.contender.ContenderFactory.Options;
import org.dl4jlab.bench.workload.SampleImages;
import org.dl4jlab.bench.workload.WeightUpdate;
import org.dl4jlab.bench.workload.Workload;

/**
 * A libtorch network, trained as PyTorch's own tuning guide advises: gradients set to none, images and weights in
 * channels-last order where that is faster, in-place ReLU, intermediate tensors given back at once, and for inference
 * no autograd records and BatchNorm folded into the convolutions.
 */
final class PyTorchContender implements Contender {

    private final TorchNetwork network;
    private final Arithmetic arithmetic;
    private final Optimizer optimizer;
    private final Tensor[] features;
    private final Tensor[] labels;
    private final String description;
    private boolean frozen;

    PyTorchContender(Workload workload, int batchSize, SampleImages samples, Options options, Arithmetic arithmetic) {
        this.arithmetic = arithmetic;
        boolean channelsLast = options.channelsLast() && !workload.flat();
        network = TorchNetwork.of(workload, samples);
        if (channelsLast) {
            toChannelsLast(network);
        }
        optimizer = optimizer(workload.update(), network.parameters());
        int n = samples.batches(batchSize);
        features = new Tensor[n];
        labels = new Tensor[n];
        for (int b = 0; b < n; b++) {
            features[b] = features(workload, batchSize, samples, b, channelsLast);
            labels[b] = labels(batchSize, samples, b);
        }
        network.train(true);
        GradientCheck.require(network, features[0], labels[0], arithmetic);
        description = "libtorch 2.10, " + arithmetic.title() + ", " + torch.get_num_threads() + " threads, "
                + (channelsLast ? "channels last" : "contiguous");
    }

    private static void toChannelsLast(TorchNetwork network) {
        TensorVector parameters = network.parameters();
        for (long i = 0; i < parameters.size(); i++) {
            Tensor parameter = parameters.get(i);
            if (parameter.dim() == 4) {
                parameter.set_data(parameter.data().contiguous(MemoryFormat.ChannelsLast));
            }
        }
    }

    private static Optimizer optimizer(WeightUpdate rule, TensorVector parameters) {
        if (rule instanceof WeightUpdate.Nesterov nesterov) {
            SGDOptions options = new SGDOptions(nesterov.learningRate());
            options.momentum().put(nesterov.momentum());
            options.nesterov().put(true);
            return new SGD(parameters, options);
        }
        if (rule instanceof WeightUpdate.Adam adam) {
            return new Adam(parameters, new AdamOptions(adam.learningRate()));
        }
        throw new IllegalArgumentException("PyTorch is not told how to update by " + rule);
    }

    /** libtorch owns the copy: a tensor over memory that Java owns would dangle once the pointer is collected. */
    private static Tensor features(
            Workload workload, int batchSize, SampleImages samples, int batch, boolean channelsLast) {
        float[] pixels = new float[batchSize * samples.imageSize()];
        samples.fill(batch, batchSize, pixels);
        long[] shape = workload.flat()
                ? new long[] {batchSize, samples.imageSize()}
                : new long[] {batchSize, samples.channels(), samples.height(), samples.width()};
        try (FloatPointer memory = new FloatPointer(pixels);
                Tensor view = torch.from_blob(memory, shape)) {
            Tensor copy = view.clone();
            return channelsLast ? copy.contiguous(MemoryFormat.ChannelsLast) : copy;
        }
    }

    private static Tensor labels(int batchSize, SampleImages samples, int batch) {
        long[] classes = new long[batchSize];
        for (int i = 0; i < batchSize; i++) {
            classes[i] = samples.label(batch * batchSize + i);
        }
        try (LongPointer memory = new LongPointer(classes);
                Tensor view = torch.from_blob(memory, new long[] {batchSize}, new TensorOptions(ScalarType.Long))) {
            return view.clone();
        }
    }

    @Override
    public double train(int batch) {
        try (PointerScope scope = new PointerScope()) {
            optimizer.zero_grad(true);
            Tensor loss = torch.cross_entropy_loss(arithmetic.forward(network, features[batch]), labels[batch]);
            loss.backward();
            optimizer.step();
            return loss.item_float();
        }
    }

    @Override
    public void predict(int batch) {
        freeze();
        try (PointerScope scope = new PointerScope();
                InferenceMode mode = new InferenceMode(true)) {
            torch.softmax(arithmetic.forward(network, features[batch]), 1);
        }
    }

    @Override
    public float[] probabilities(int batch) {
        freeze();
        try (PointerScope scope = new PointerScope();
                InferenceMode mode = new InferenceMode(true)) {
            Tensor logits = arithmetic.forward(network, features[batch]).to(ScalarType.Float);
            Tensor rows = torch.softmax(logits, 1).contiguous();
            float[] values = new float[(int) rows.numel()];
            rows.data_ptr_float().get(values);
            return values;
        }
    }

    private void freeze() {
        if (!frozen) {
            network.freeze();
            frozen = true;
        }
    }

    @Override
    public long parameters() {
        TensorVector parameters = network.parameters();
        long count = 0;
        for (long i = 0; i < parameters.size(); i++) {
            count += parameters.get(i).numel();
        }
        return count;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void close() {
        optimizer.close();
        for (int i = 0; i < features.length; i++) {
            features[i].close();
            labels[i].close();
        }
        network.close();
    }
}

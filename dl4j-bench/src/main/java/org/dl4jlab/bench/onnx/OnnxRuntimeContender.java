package org.dl4jlab.bench.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.dl4jlab.bench.contender.Contender;
import org.dl4jlab.bench.contender.ContenderFactory.Options;
import org.dl4jlab.bench.contender.Dl4jNetworks;
import org.dl4jlab.bench.workload.SampleImages;
import org.dl4jlab.bench.workload.Workload;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.Predictor;
import org.dl4jlab.engine.graph.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network exported from DL4J and run by ONNX Runtime as its manual advises for speed: all graph optimisations, inputs
 * and output in memory that is bound once and outside the Java heap.
 */
final class OnnxRuntimeContender implements Contender {
    private static final String VERSION = "ONNX Runtime 1.28.0";

    /** The largest difference of a probability from the engine's that rounding explains. */
    private static final double LARGEST_DIFFERENCE = 1e-4;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final List<OnnxTensor> inputs = new ArrayList<>();
    private final List<Map<String, OnnxTensor>> namedInputs = new ArrayList<>();
    private final OnnxTensor output;
    private final Map<String, OnnxTensor> namedOutput;
    private final FloatBuffer probabilities;
    private final long parameters;
    private final int threads;

    OnnxRuntimeContender(Workload workload, int batchSize, SampleImages samples, Options options) {
        threads = options.threads();
        Model network = Dl4jNetworks.of(workload);
        parameters = Dl4jNetworks.trainedParameters(network);
        Shape shape = workload.flat()
                ? Shape.flat(samples.imageSize())
                : Shape.image(samples.channels(), samples.height(), samples.width());
        try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
            settings.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            if (threads > 0) {
                settings.setIntraOpNumThreads(threads);
            }
            session = environment.createSession(OnnxExport.export(network, shape), settings);
            float[] pixels = new float[batchSize * samples.imageSize()];
            for (int batch = 0; batch < samples.batches(batchSize); batch++) {
                samples.fill(batch, batchSize, pixels);
                FloatBuffer buffer = direct(pixels.length).put(pixels).rewind();
                OnnxTensor tensor = OnnxTensor.createTensor(environment, buffer, shape.batch(batchSize));
                inputs.add(tensor);
                namedInputs.add(Map.of(OnnxExport.INPUT, tensor));
            }
            probabilities = direct(batchSize * samples.classes());
            output = OnnxTensor.createTensor(environment, probabilities, new long[] {batchSize, samples.classes()});
            namedOutput = Map.of(session.getOutputNames().iterator().next(), output);
            requireSameAs(network, pixels(samples, batchSize), shape.batch(batchSize));
        } catch (OrtException e) {
            throw new IllegalStateException(VERSION + ": " + e.getMessage(), e);
        }
    }

    private static float[] pixels(SampleImages samples, int batchSize) {
        float[] pixels = new float[batchSize * samples.imageSize()];
        samples.fill(0, batchSize, pixels);
        return pixels;
    }

    /** Comparing the speed of two networks makes sense only if they answer the same. */
    private void requireSameAs(Model network, float[] pixels, long[] shape) {
        float[] here = probabilities(0);
        try (Predictor engine = Engine.predictor(network)) {
            INDArray there = engine.output(Nd4j.createFromArray(pixels).reshape(shape));
            for (int i = 0; i < here.length; i++) {
                double difference =
                        Math.abs(here[i] - there.getDouble(i / (here.length / shape[0]), i % (here.length / shape[0])));
                if (!(difference < LARGEST_DIFFERENCE)) {
                    throw new IllegalStateException(
                            VERSION + " answers " + here[i] + " where the engine's answer differs by " + difference);
                }
            }
        }
    }

    private static FloatBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public double train(int batch) {
        throw new UnsupportedOperationException(VERSION + " is compared at predicting only");
    }

    @Override
    public void predict(int batch) {
        try (OrtSession.Result result = session.run(namedInputs.get(batch), namedOutput)) {
            // The answer lies in the bound output.
        } catch (OrtException e) {
            throw new IllegalStateException(VERSION + ": " + e.getMessage(), e);
        }
    }

    @Override
    public float[] probabilities(int batch) {
        predict(batch);
        float[] copy = new float[probabilities.capacity()];
        probabilities.get(0, copy);
        return copy;
    }

    @Override
    public long parameters() {
        return parameters;
    }

    @Override
    public String description() {
        return VERSION + ", " + threads + (threads == 1 ? " thread" : " threads");
    }

    @Override
    public void close() {
        try {
            inputs.forEach(OnnxTensor::close);
            output.close();
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(VERSION + ": " + e.getMessage(), e);
        }
    }
}

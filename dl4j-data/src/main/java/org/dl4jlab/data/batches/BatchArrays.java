package org.dl4jlab.data.batches;

import java.nio.FloatBuffer;
import org.dl4jlab.data.image.ImageShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The ND4J arrays of one batch, with direct access to their memory and a filler of their own. */
final class BatchArrays {

    private final BatchFiller filler;
    private final LabelCoding coding;
    private final int[] labels;
    private final int[] images;
    private final BatchPlan plan;

    private final INDArray features;
    private final INDArray codes;
    private final FloatBuffer featureMemory;
    private final FloatBuffer codeMemory;
    private int length;

    BatchArrays(BatchPlan plan, LabelCoding coding, boolean flat, int capacity) {
        this.plan = plan;
        this.filler = new BatchFiller(plan);
        this.coding = coding;
        this.labels = new int[capacity];
        this.images = new int[capacity];
        ImageShape shape = plan.shape();
        // A workspace that the caller has open would take these arrays back while they are still in use.
        try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            this.features = Nd4j.createUninitialized(DataType.FLOAT, featureShape(shape, flat, capacity), 'c');
            this.codes = Nd4j.createUninitialized(DataType.FLOAT, new long[] {capacity, coding.classes()}, 'c');
        }
        this.featureMemory = features.data().asNio().asFloatBuffer();
        this.codeMemory = codes.data().asNio().asFloatBuffer();
    }

    private static long[] featureShape(ImageShape shape, boolean flat, int images) {
        return flat
                ? new long[] {images, shape.size()}
                : new long[] {images, shape.channels(), shape.height(), shape.width()};
    }

    void fill(int epoch, int batch) {
        plan.images(epoch, batch, images);
        length = filler.fill(epoch, batch, featureMemory, labels);
        coding.write(labels, length, codeMemory);
    }

    DataSet dataSet() {
        return new DataSet(prefix(features), prefix(codes));
    }

    int[] images() {
        return java.util.Arrays.copyOf(images, length);
    }

    /** The first {@code length} rows, which lie at the start of the same memory. */
    private INDArray prefix(INDArray array) {
        if (array.size(0) == length) {
            return array;
        }
        long[] shape = array.shape().clone();
        shape[0] = length;
        return Nd4j.create(array.data(), shape, array.stride(), 0, 'c');
    }
}

package org.dl4jlab.engine.internal.layer.normalization;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dl4jlab.engine.internal.plan.Step;
import org.dl4jlab.engine.internal.plan.Tensor;

/**
 * A pass of a {@link LocalResponse} over all pixels of channels-last tensors.
 *
 * <p>Belongs to one thread, because the chunks that it works on are its own.
 */
final class LocalResponseStep implements Step {
    private final String label;
    private final List<Tensor> from;
    private final List<Tensor> to;
    private final LocalResponse response;
    private final int channels;
    private final Pass pass;
    private final float[][] chunks;

    /**
     * @param from tensors that are read
     * @param to tensors that are written
     * @param pass is handed a chunk of each, first those that are read
     */
    LocalResponseStep(
            String label, List<Tensor> from, List<Tensor> to, LocalResponse response, int channels, Pass pass) {
        this.label = label;
        this.from = from;
        this.to = to;
        this.response = response;
        this.channels = channels;
        this.pass = pass;
        this.chunks = new float[from.size() + to.size()][response.length()];
    }

    /** The arithmetic on chunks. */
    interface Pass {
        void run(float[][] chunks);
    }

    @Override
    public void run() {
        int count = (int) (from.get(0).layout().elements() / channels);
        for (int first = 0; first < count; first += response.pixels()) {
            int pixels = Math.min(response.pixels(), count - first);
            for (int i = 0; i < from.size(); i++) {
                read(from.get(i).floats(), first, pixels, chunks[i]);
            }
            pass.run(chunks);
            for (int i = 0; i < to.size(); i++) {
                write(chunks[from.size() + i], to.get(i).floats(), first, pixels);
            }
        }
    }

    private void read(FloatBuffer tensor, int first, int pixels, float[] chunk) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            tensor.get((first + pixel) * channels, chunk, response.start(pixel), channels);
        }
        if (pixels < response.pixels()) {
            Arrays.fill(chunk, response.start(pixels), chunk.length, 0); // left over from the chunk before
        }
    }

    private void write(float[] chunk, FloatBuffer tensor, int first, int pixels) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            tensor.put((first + pixel) * channels, chunk, response.start(pixel), channels);
        }
    }

    @Override
    public List<Tensor> tensors() {
        return Stream.concat(from.stream(), to.stream()).toList();
    }

    @Override
    public String label() {
        return label;
    }
}

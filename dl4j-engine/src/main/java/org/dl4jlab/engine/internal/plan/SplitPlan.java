package org.dl4jlab.engine.internal.plan;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.onednn.OneDnn;
import org.dl4jlab.engine.internal.onednn.OpenMp;
import org.dl4jlab.engine.internal.onednn.Primitives;

/**
 * A plan that cuts the batch into pieces and runs them at the same time, each by a plan of its own on a
 * thread of its own. The threads meet once in a training step (twice if a listener looks at activations) instead of at every layer: small networks,
 * whose layers take microseconds, get no faster by sharing layers between threads.
 *
 * <p>The pieces' gradients are added in a fixed order, so that results repeat bit for bit. Only for networks
 * that treat each example by itself: the statistics of batch normalisation are those of a whole batch.
 */
public final class SplitPlan implements Plan {
    /** Of OpenMP. Waking its other threads takes longer than adding up the gradients of a network small enough to be cut. */
    private static final int THREADS_OF_A_STEP = 1;

    private static final Runnable NOTHING = () -> {};

    private final PlanOptions options;
    private final List<Plan> pieces;
    private final int[] starts;
    private final List<WorkerThread> companions = new ArrayList<>();
    private final Runnable addGradients;
    private final List<Runnable> tasks = new ArrayList<>();
    private final double[] losses;
    private final long inputBytes;
    private final long outputBytes;
    private final SingleUser user = new SingleUser();
    private final Cleaner.Cleanable cleanable;
    private IntConsumer current;
    private double loss;

    private SplitPlan(
            PlanOptions options,
            List<Plan> pieces,
            int[] starts,
            long inputSize,
            List<Step> sums,
            Resources resources) {
        this.options = options;
        this.pieces = List.copyOf(pieces);
        this.starts = starts;
        this.inputBytes = inputSize * Float.BYTES;
        this.outputBytes = bytesOfExample(pieces.get(0).outputShape());
        this.addGradients = () -> sums.forEach(Step::run);
        this.losses = new double[pieces.size()];
        try {
            for (int i = 1; i < pieces.size(); i++) {
                int piece = i;
                companions.add(new WorkerThread());
                tasks.add(() -> current.accept(piece));
            }
        } catch (Error e) { // there may be no room for another thread
            companions.forEach(WorkerThread::stop);
            throw e;
        }
        List<WorkerThread> threads = companions;
        this.cleanable = resources.tieTo(this, () -> threads.forEach(WorkerThread::stop));
    }

    /**
     * Compiles the pieces of a batch.
     *
     * @param options of the whole; its threads are the number of pieces
     * @param inputSize number of values of one example
     * @param parameters number of network parameters
     * @param compile makes the plan of one piece
     */
    public static Plan compile(
            PlanOptions options,
            FlatArrays arrays,
            long inputSize,
            long parameters,
            BiFunction<FlatArrays, PlanOptions, Plan> compile) {
        int count = options.threads();
        Resources resources = new Resources();
        List<Plan> pieces = new ArrayList<>();
        try {
            List<Step> sums = new ArrayList<>();
            int[] starts = new int[count + 1];
            Layout flat = Layout.plain(parameters);
            for (int i = 0; i < count; i++) {
                starts[i + 1] = (int) ((long) options.batch() * (i + 1) / count);
                FlatArrays own = arrays;
                if (options.training() && i > 0) {
                    Pointer memory = Pointer.memset(new BytePointer(flat.bytes()), 0, flat.bytes());
                    own = new FlatArrays(arrays.parameters(), memory.address());
                    long summand = own.gradients();
                    OpenMp.with(THREADS_OF_A_STEP, () -> sums.add(sum(flat, arrays.gradients(), summand)));
                }
                pieces.add(compile.apply(own, piece(options, starts[i + 1] - starts[i])));
            }
            SplitPlan plan = new SplitPlan(options, pieces, starts, inputSize, sums, resources);
            resources.seal();
            return plan;
        } catch (RuntimeException | Error e) {
            pieces.forEach(Plan::close);
            resources.abandon();
            throw e;
        }
    }

    private static PlanOptions piece(PlanOptions whole, int batch) {
        return new PlanOptions(
                batch, whole.training(), whole.observable(), 1, whole.seed(), whole.precision(), whole.cpu());
    }

    /** Adds the gradients of one piece to those of the first. */
    private static Step sum(Layout flat, long total, long summand) {
        Tensor first = new Tensor(flat, Region.external(flat.bytes(), total));
        Tensor second = new Tensor(flat, Region.external(flat.bytes(), summand));
        binary.primitive_desc descriptor = new binary.primitive_desc(
                OneDnn.engine(),
                algorithm.binary_add,
                flat.descriptor(),
                flat.descriptor(),
                flat.descriptor(),
                Primitives.attributes(),
                false);
        stream stream = OneDnn.newStream();
        return new PrimitiveStep(
                "gradient sum " + Primitives.implementation(descriptor),
                new binary(descriptor),
                stream.get(),
                Map.of(
                        dnnl.DNNL_ARG_SRC_0, first,
                        dnnl.DNNL_ARG_SRC_1, second,
                        dnnl.DNNL_ARG_DST, first));
    }

    @Override
    public long bytes() {
        return pieces.stream().mapToLong(Plan::bytes).sum();
    }

    @Override
    public long[] outputShape() {
        return whole(pieces.get(0).outputShape());
    }

    private long[] whole(long[] shapeOfPiece) {
        long[] shape = shapeOfPiece.clone();
        shape[0] = options.batch();
        return shape;
    }

    @Override
    public boolean needsPreparation() {
        return pieces.get(0).needsPreparation();
    }

    @Override
    public List<String> observedLayers() {
        return pieces.get(0).observedLayers();
    }

    @Override
    public long[] observedShape(String layer) {
        return whole(pieces.get(0).observedShape(layer));
    }

    @Override
    public void observe(String layer, long address) {
        long example = bytesOfExample(pieces.get(0).observedShape(layer));
        for (int i = 0; i < pieces.size(); i++) {
            pieces.get(i).observe(layer, address + starts[i] * example);
        }
    }

    @Override
    public List<String> describe() {
        return pieces.get(0).describe();
    }

    /** Times the steps of the first piece, while the others rest. */
    @Override
    public List<StepTime> profile(int runs) {
        return pieces.get(0).profile(runs);
    }

    @Override
    public void prepare() {
        onEachPiece(i -> pieces.get(i).prepare(), NOTHING);
    }

    @Override
    public void infer(long inputAddress, long outputAddress) {
        onEachPiece(
                i -> pieces.get(i)
                        .infer(inputAddress + starts[i] * inputBytes, outputAddress + starts[i] * outputBytes),
                NOTHING);
    }

    @Override
    public double forward(long inputAddress, long labelsAddress, int iteration, int epoch) {
        onEachPiece(i -> forward(i, inputAddress, labelsAddress, iteration, epoch), this::addLosses);
        return loss;
    }

    private void addLosses() {
        loss = Arrays.stream(losses).sum();
    }

    private void forward(int piece, long inputAddress, long labelsAddress, int iteration, int epoch) {
        losses[piece] = pieces.get(piece)
                .forward(
                        inputAddress + starts[piece] * inputBytes,
                        labelsAddress + starts[piece] * outputBytes,
                        iteration,
                        epoch);
    }

    /** The threads meet once. */
    @Override
    public double forwardAndBackward(long inputAddress, long labelsAddress, int iteration, int epoch) {
        onEachPiece(
                i -> {
                    forward(i, inputAddress, labelsAddress, iteration, epoch);
                    pieces.get(i).backward();
                },
                () -> {
                    addGradients.run();
                    addLosses();
                });
        return loss;
    }

    @Override
    public void backward() {
        onEachPiece(i -> pieces.get(i).backward(), addGradients);
    }

    /**
     * Runs an action for every piece at the same time, the first one on the calling thread.
     *
     * @param afterwards what the calling thread does when all pieces are done
     */
    private void onEachPiece(IntConsumer action, Runnable afterwards) {
        user.enter();
        try {
            OpenMp.with(THREADS_OF_A_STEP, () -> {
                share(action);
                afterwards.run();
            });
        } finally {
            user.leave();
            Reference.reachabilityFence(this);
        }
    }

    private void share(IntConsumer action) {
        current = action;
        for (int i = 0; i < companions.size(); i++) {
            companions.get(i).start(tasks.get(i));
        }
        try {
            WorkerThread.doAndAwait(() -> action.accept(0), companions);
        } finally {
            current = null;
        }
    }

    @Override
    public void close() {
        user.close();
        pieces.forEach(Plan::close);
        cleanable.clean();
    }

    private static long bytesOfExample(long[] batchShape) {
        long values = 1;
        for (int i = 1; i < batchShape.length; i++) {
            values *= batchShape[i];
        }
        return values * Float.BYTES;
    }
}

package org.dl4jlab.engine.internal.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.engine.Unsupported;
import org.dl4jlab.engine.graph.NetworkGraph;
import org.dl4jlab.engine.graph.Shape;
import org.dl4jlab.engine.graph.UnsupportedNetworkException;
import org.dl4jlab.engine.internal.layer.LayerCompilers;
import org.dl4jlab.engine.internal.onednn.InstructionSet;
import org.dl4jlab.engine.internal.onednn.NativeBytes;
import org.dl4jlab.engine.internal.onednn.OneDnn;
import org.dl4jlab.engine.internal.optimizer.ParameterUpdate;
import org.dl4jlab.engine.internal.plan.FlatArrays;
import org.dl4jlab.engine.internal.plan.Plan;
import org.dl4jlab.engine.internal.plan.PlanOptions;
import org.dl4jlab.engine.internal.plan.SplitPlan;
import org.dl4jlab.engine.internal.runtime.RuntimeSetup;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plans of one network and what they share. Everything is built when it is first needed. Calls must
 * not overlap; the networks synchronise them.
 */
public final class PlanSession {
    private static final Logger log = LoggerFactory.getLogger(PlanSession.class);
    private static final long MAX_PLAN_BYTES = 2L << 30;

    private final NetworkAccess network;
    private final EngineOptions options;
    private final Precision precision;
    private final boolean constant;
    private final FallbackLog fallbacks = new FallbackLog();
    private final PlanCache plans = new PlanCache(MAX_PLAN_BYTES);
    private final Map<Plan, Long> prepared = new WeakHashMap<>();
    private final GradientViews gradientViews = new GradientViews();
    private final SettingsWatch watch = new SettingsWatch();
    private final FlatArray flatParameters = new FlatArray("parameters");
    private final FlatArray flatGradients = new FlatArray("gradients");
    private final ParameterChecksum checksum = new ParameterChecksum(this::threads);
    private INDArray parameters;
    private INDArray gradients;
    private BaseMultiLayerUpdater<?> updater;
    private DataBuffer lastDescription;
    private Optional<Plan> lastPlan = Optional.empty();
    private Optional<ParameterUpdate> update = Optional.empty();

    public PlanSession(NetworkAccess network, EngineOptions options) {
        this(network, options, false);
    }

    /** A session for predictions with a network whose arrays, layers and settings nobody else can reach. */
    public static PlanSession ofConstantParameters(NetworkAccess network, EngineOptions options) {
        return new PlanSession(network, options, true);
    }

    private PlanSession(NetworkAccess network, EngineOptions options, boolean constant) {
        this.network = network;
        this.options = options;
        this.constant = constant;
        boolean fast = !OneDnn.isAvailable() || InstructionSet.ofThisCpu().isFast(options.precision());
        this.precision = fast ? options.precision() : Precision.FLOAT;
        if (!fast) {
            fallback("engine", "bfloat16, which is no faster on this CPU; float32 is used");
        }
        OneDnn.unavailableReason().ifPresent(reason -> fallbacks.add(new Unsupported("engine", reason)));
    }

    /** The network's gradients by parameter. */
    public GradientViews gradientViews() {
        return gradientViews;
    }

    /** Reasons why something ran on DL4J's own path. */
    public List<Unsupported> fallbacks() {
        return fallbacks.reasons();
    }

    /** Remembers that one call could not be run here. */
    public void fallback(String what, String reason) {
        fallbacks.add(new Unsupported(what, reason));
    }

    /**
     * The plan for a training step on a batch; empty if DL4J must do it, or has the message for what is wrong.
     *
     * @param features may be null, or of any shape and type
     * @param labels may be null, or of any shape and type
     * @param listeners those of the network
     */
    public Optional<Plan> trainingPlan(INDArray features, INDArray labels, Collection<TrainingListener> listeners) {
        return Batches.isReadable(labels)
                ? plan(features, true, ListenerNeeds.activations(listeners))
                        .filter(plan -> Arrays.equals(labels.shape(), plan.outputShape()))
                : Optional.empty();
    }

    /** The plan for predictions on batches like this one; empty if DL4J must do them. */
    public Optional<Plan> inferencePlan(INDArray features) {
        return plan(features, false, false);
    }

    private Optional<Plan> plan(INDArray features, boolean training, boolean observable) {
        if (!OneDnn.isAvailable() || !Batches.isReadable(features)) {
            return Optional.empty();
        }
        // ND4J keeps one description for all arrays of equal shape, type and strides.
        DataBuffer description = constant ? features.shapeInfoDataBuffer() : null;
        if (constant && description == lastDescription) {
            return lastPlan;
        }
        Optional<Plan> plan = planFor(features, training, observable);
        lastDescription = description;
        lastPlan = plan;
        return plan;
    }

    private Optional<Plan> planFor(INDArray features, boolean training, boolean observable) {
        if (!constant) {
            if (!arraysAreUsable(training)) {
                return Optional.empty();
            }
            forgetWhatChanged(training);
        }
        try {
            Shape shape = Shape.ofBatch(features);
            PlanKey key = new PlanKey(shape, (int) features.size(0), training, observable);
            return plans.get(key, this::build, failure -> fallbacks.add(failure.unsupported()));
        } catch (UnsupportedNetworkException e) {
            fallbacks.add(e.unsupported());
            return Optional.empty();
        }
    }

    /** Compiling changes nothing in the network: whatever goes wrong there, DL4J can still run it. */
    private Plan build(PlanKey key) {
        try {
            return compile(key);
        } catch (UnsupportedNetworkException e) {
            throw e;
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            log.debug("A plan could not be compiled", e);
            throw new UnsupportedNetworkException("network", "a plan for " + key.input() + ": " + e);
        }
    }

    private Plan compile(PlanKey key) {
        NetworkGraph graph = network.graph(key.input());
        List<Unsupported> refusals = LayerCompilers.refusals(graph);
        refusals.forEach(fallbacks::add);
        if (!refusals.isEmpty()) {
            throw new UnsupportedNetworkException(
                    refusals.get(0).layer(), refusals.get(0).reason());
        }
        INDArray trained = key.training() ? network.gradients() : null;
        if (!FlatArray.holdsAllOf(network.layers(), network.parameters(), trained)) {
            throw new UnsupportedNetworkException("network", "layers with arrays of their own");
        }
        FlatArrays arrays = new FlatArrays(
                NativeBytes.address(network.parameters()),
                key.training() ? NativeBytes.address(network.gradients()) : 0);
        Parallelism parallelism = Parallelism.of(graph, key, threads());
        PlanOptions planOptions = new PlanOptions(
                key.batch(), key.training(), key.observable(), parallelism.threads(), network.seed(), precision);
        return parallelism.split()
                ? SplitPlan.compile(
                        planOptions,
                        arrays,
                        key.input().size(),
                        network.parameters().length(),
                        (own, piece) -> LayerCompilers.compile(graph, own, piece))
                : LayerCompilers.compile(graph, arrays, planOptions);
    }

    /** How many threads may work. */
    private int threads() {
        return options.threads() > 0
                ? options.threads()
                : RuntimeSetup.configure().threads();
    }

    /** Whether the flat arrays are as plans need them. A closed network is DL4J's to refuse. */
    private boolean arraysAreUsable(boolean training) {
        INDArray current = network.parameters();
        if (current != null && current.wasClosed()) {
            return false;
        }
        Optional<String> refusal = flatParameters.refusal(current);
        if (refusal.isEmpty() && training) {
            INDArray gradient = network.gradients();
            refusal = gradient != null && gradient.wasClosed()
                    ? Optional.of("closed gradients")
                    : flatGradients.refusal(gradient);
        }
        refusal.ifPresent(reason -> fallback("network", reason));
        return refusal.isEmpty();
    }

    /** DL4J replaces its flat arrays, layers and settings rarely (for example when a layer is frozen), but it may. */
    private void forgetWhatChanged(boolean training) {
        INDArray currentGradients = training ? network.gradients() : gradients;
        boolean sameGradients = gradients == currentGradients || gradients == null;
        if (watch.changed(network.layers()) || parameters != network.parameters() || !sameGradients) {
            plans.clear();
            updater = null;
        }
        parameters = network.parameters();
        gradients = currentGradients;
    }

    /**
     * The update of all parameters; empty if DL4J's updater must do it, because it is of a kind that has
     * no rule here.
     */
    public Optional<ParameterUpdate> parameterUpdate() {
        BaseMultiLayerUpdater<?> current = network.updater();
        if (current != updater) {
            List<Unsupported> refusals =
                    current == null ? List.of(new Unsupported("network", "its updater")) : updateRefusals(current);
            refusals.forEach(fallbacks::add);
            update = refusals.isEmpty()
                    ? Optional.of(ParameterUpdate.of(current, network.parameters(), network.gradients(), threads()))
                    : Optional.empty();
            updater = current;
        }
        return update;
    }

    private static List<Unsupported> updateRefusals(BaseMultiLayerUpdater<?> updater) {
        List<Unsupported> refusals = new ArrayList<>(ParameterUpdate.refusals(updater));
        if (updater.getUpdaterStateViewArray() != null) {
            FlatArray.refusal(updater.getUpdaterStateViewArray(), "state")
                    .ifPresent(reason -> refusals.add(new Unsupported("updater", reason)));
        }
        return refusals;
    }

    /**
     * Brings a plan's copies of parameters up to date. DL4J lets anybody write into parameter arrays, so
     * whether they changed is seen from a checksum of their bytes, unless they are constant.
     */
    public void refresh(Plan plan) {
        if (plan.needsPreparation()) {
            long current = constant ? 0 : checksum.of(network.parameters());
            Long before = prepared.get(plan);
            if (before == null || before != current) {
                plan.prepare();
                prepared.put(plan, current);
            }
        }
    }

    /** Frees the plans' memory. The session can still be used and then builds them again. */
    public void close() {
        plans.clear();
        lastDescription = null;
        lastPlan = Optional.empty();
    }
}

package org.dl4jlab.experiments.ask.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.experiments.ask.plan.QuestionPlan;
import org.dl4jlab.experiments.ask.plan.Variant;
import org.dl4jlab.experiments.ask.plan.Width;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.ui.server.LocalizedText;

/** The runs that a question is answered from. */
public final class Evidence {

    private final Width width;
    private final QuestionPlan plan;
    private final Map<String, List<Run>> runs;
    private final Function<DataSource, LoadedData> loader;

    /**
     * @param runs by the name of their variant, each done or diverged
     * @param loader supplies images, for what is measured on trained networks
     */
    public Evidence(
            Width width, QuestionPlan plan, Map<String, List<Run>> runs, Function<DataSource, LoadedData> loader) {
        this.width = width;
        this.plan = plan;
        this.runs = new LinkedHashMap<>(runs);
        this.loader = loader;
    }

    public Width width() {
        return width;
    }

    public QuestionPlan plan() {
        return plan;
    }

    /** A variant by its name. */
    public Variant variant(String name) {
        Variant variant = plan.variants().get(name);
        if (variant == null) {
            throw new IllegalArgumentException("there is no variant " + name);
        }
        return variant;
    }

    /** All runs of a variant in the order of the seeds, those that diverged included. */
    public List<Run> all(String variant) {
        return runs.getOrDefault(variant(variant).name(), List.of());
    }

    /** The runs of a variant that have a result, in the order of the seeds. */
    public List<Run> done(String variant) {
        return all(variant).stream()
                .filter(run -> run.status() == RunStatus.DONE)
                .toList();
    }

    /** How many runs of a variant have no result, because they diverged. */
    public int diverged(String variant) {
        return all(variant).size() - done(variant).size();
    }

    /** One quantity of a variant, once for each seed. */
    public Sample sample(String variant, Metric metric) throws IOException {
        return sample(variant, variant(variant).title(), metric);
    }

    /** The same under another title. */
    public Sample sample(String variant, LocalizedText title, Metric metric) throws IOException {
        SortedMap<Long, Double> bySeed = new TreeMap<>();
        for (Run run : done(variant)) {
            double value = metric.reading().of(run);
            if (Double.isFinite(value)) {
                bySeed.put(run.seed().value(), value);
            }
        }
        return new Sample(title, metric, bySeed, all(variant).size() - bySeed.size());
    }

    /** The samples of several variants in one quantity. */
    public List<Sample> samples(List<Variant> variants, Metric metric) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (Variant variant : variants) {
            samples.add(sample(variant.name(), metric));
        }
        return samples;
    }

    /** The images of a source; loaded when they are first asked for. */
    public LoadedData data(DataSource source) {
        return loader.apply(source);
    }
}

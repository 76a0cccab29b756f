package org.dl4jlab.models.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * The layers of a network with their output shapes, parameters and multiply-adds, read off its configuration: no
 * network is built.
 *
 * @param layers in the order of the configuration
 */
public record NetworkSummary(List<LayerSummary> layers) {

    public NetworkSummary {
        layers = List.copyOf(layers);
    }

    /**
     * Summarises layers in a row.
     *
     * @param configuration the network, complete (the inputs of every layer known)
     * @param input type of one image
     * @return the summary
     */
    public static NetworkSummary of(MultiLayerConfiguration configuration, InputType input) {
        List<InputType> outputs = configuration.getLayerActivationTypes(input);
        List<LayerSummary> layers = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            String name = configuration.getConf(i).getLayer().getLayerName();
            layers.add(LayerCosts.ofLayer(name == null ? "layer" + i : name, configuration.getConf(i), outputs.get(i)));
        }
        return new NetworkSummary(layers);
    }

    /**
     * Summarises a graph.
     *
     * @param configuration the network, complete (the inputs of every layer known)
     * @param inputs type of one image, for each input of the graph
     * @return the summary
     */
    public static NetworkSummary of(ComputationGraphConfiguration configuration, InputType... inputs) {
        // DL4J overwrites sizes and preprocessors while it works the types out, hence the copy.
        ComputationGraphConfiguration copy = configuration.clone();
        Map<String, InputType> outputs = copy.getLayerActivationTypes(inputs);
        List<LayerSummary> layers = new ArrayList<>();
        for (Map.Entry<String, GraphVertex> entry : copy.getVertices().entrySet()) {
            String name = entry.getKey();
            layers.add(
                    entry.getValue() instanceof LayerVertex layer
                            ? LayerCosts.ofLayer(name, layer.getLayerConf(), outputs.get(name))
                            : LayerCosts.ofVertex(name, entry.getValue(), outputs.get(name)));
        }
        return new NetworkSummary(layers);
    }

    /** Numbers that training learns. */
    public long parameters() {
        return total(LayerSummary::parameters);
    }

    /** Numbers that are kept but not learned; DL4J's {@code numParams()} is the sum of both. */
    public long statistics() {
        return total(LayerSummary::statistics);
    }

    /**
     * Multiply-adds of one image's forward pass, without those of {@link #uncounted} layers. {@link TrainingWork} counts those of a
     * training step.
     */
    public long multiplyAdds() {
        return total(LayerSummary::multiplyAdds);
    }

    /** Names of the layers whose multiply-adds are not known. */
    public List<String> uncounted() {
        return layers.stream()
                .filter(layer -> !layer.counted())
                .map(LayerSummary::name)
                .toList();
    }

    private long total(ToLongFunction<LayerSummary> column) {
        return layers.stream().mapToLong(column).sum();
    }

    /**
     * An aligned table: a header, one line per layer, a line with the totals.
     *
     * @return lines that end in a newline each
     */
    public String toTable() {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"layer", "kind", "output", "parameters", "multiply-adds"});
        for (LayerSummary layer : layers) {
            rows.add(new String[] {
                layer.name(),
                layer.kind(),
                layer.shapeText(),
                number(layer.parameters()),
                layer.counted() ? number(layer.multiplyAdds()) : "?"
            });
        }
        rows.add(new String[] {"total", "", "", number(parameters()), number(multiplyAdds())});

        int[] widths = new int[5];
        for (String[] row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row[column].length());
            }
        }
        String format = "%-" + widths[0] + "s  %-" + widths[1] + "s  %" + widths[2] + "s  %" + widths[3] + "s  %"
                + widths[4] + "s%n";
        StringBuilder table = new StringBuilder();
        rows.forEach(row -> table.append(String.format(Locale.ROOT, format, (Object[]) row)));
        if (statistics() > 0) {
            table.append(String.format(
                    Locale.ROOT, "BatchNorm keeps %,d running means and variances besides.%n", statistics()));
        }
        if (!uncounted().isEmpty()) {
            table.append("The multiply-adds of ")
                    .append(String.join(", ", uncounted()))
                    .append(" are not known; the total leaves them out.")
                    .append(System.lineSeparator());
        }
        return table.toString();
    }

    private static String number(long value) {
        return value == 0 ? "-" : String.format(Locale.ROOT, "%,d", value);
    }
}

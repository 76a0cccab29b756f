package org.dl4jlab.training.internal.pretrained;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.data.fetch.Checksums;
import org.dl4jlab.training.InvalidInputException;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The parameters of a trained network by DL4J's names, running statistics included. */
public final class Weights {

    private final Map<String, INDArray> parameters = new LinkedHashMap<>();
    private final String sha256;

    private Weights(Model network) {
        network.paramTable().forEach((name, values) -> parameters.put(name, values.dup()));
        this.sha256 = checksum();
    }

    /** A copy of a network's parameters. */
    public static Weights of(Model network) {
        return new Weights(network);
    }

    /** Of all parameters and their names, lower-case hexadecimal. */
    public String sha256() {
        return sha256;
    }

    /**
     * Copies the parameters into a network of the same architecture, whose last layer may have another number of classes.
     *
     * @return names of the layers that keep their random start: the last one, or none
     * @throws InvalidInputException if any other layer has no parameters of its shape here
     */
    public List<String> copyInto(Model network) {
        List<String> fresh = new ArrayList<>();
        String head = head(network);
        network.paramTable().forEach((name, values) -> {
            INDArray own = parameters.get(name);
            String layer = name.substring(0, name.lastIndexOf('_'));
            if (own != null && java.util.Arrays.equals(own.shape(), values.shape())) {
                values.assign(own);
            } else if (layer.equals(head)) {
                if (!fresh.contains(layer)) {
                    fresh.add(layer);
                }
            } else {
                throw new InvalidInputException("The weights do not fit: layer " + layer + " needs "
                        + shape(values) + " (" + name + "), but the trained network has "
                        + (own == null ? "none" : shape(own))
                        + "; only the last layer may have another size.");
            }
        });
        return fresh;
    }

    private static String shape(INDArray values) {
        return java.util.Arrays.toString(values.shape());
    }

    private static String head(Model network) {
        if (network instanceof MultiLayerNetwork layers) {
            return String.valueOf(layers.getnLayers() - 1);
        }
        return ((ComputationGraph) network)
                .getConfiguration()
                .getNetworkOutputs()
                .get(0);
    }

    private String checksum() {
        MessageDigest digest = Checksums.sha256();
        new TreeMap<>(parameters).forEach((name, values) -> {
            digest.update(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            for (float value : values.dup('c').data().asFloat()) {
                int bits = Float.floatToIntBits(value);
                digest.update(new byte[] {(byte) bits, (byte) (bits >> 8), (byte) (bits >> 16), (byte) (bits >> 24)});
            }
        });
        return HexFormat.of().formatHex(digest.digest());
    }
}

package org.dl4jlab.engine.internal.network;

import java.util.function.Function;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network of DL4J's own class on the parameters of an accelerated one, kept until those are in another array. */
final class PlainNetwork<N extends Model> {
    private final Function<INDArray, N> make;
    private N network;
    private INDArray parameters;

    /** @param make from the flat parameter array */
    PlainNetwork(Function<INDArray, N> make) {
        this.make = make;
    }

    N on(INDArray current) {
        if (network == null || parameters != current) {
            network = make.apply(current);
            parameters = current;
        }
        return network;
    }
}

package org.dl4jlab.engine.differential;

import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How far single precision carries results apart where nothing amplifies its errors. */
final class Tolerance {
    private static final double RELATIVE = 1e-4;

    private Tolerance() {}

    /**
     * @param name of a result
     * @param value the result
     * @param paramsBefore parameters before the call
     * @param all the call's results
     */
    static double of(String name, INDArray value, INDArray paramsBefore, Map<String, INDArray> all) {
        double largest = largest(value);
        if (name.equals("params")) {
            double update = largest(value.castTo(DataType.DOUBLE).sub(paramsBefore.castTo(DataType.DOUBLE)));
            return RELATIVE * Math.max(update, 0.01 * largest);
        }
        if (name.startsWith("gradient")) {
            double whole = 0;
            for (Map.Entry<String, INDArray> entry : all.entrySet()) {
                if (entry.getKey().startsWith("gradient")) {
                    whole = Math.max(whole, largest(entry.getValue()));
                }
            }
            return RELATIVE * Math.max(largest, 0.01 * whole) + 1e-9;
        }
        return RELATIVE * largest + 1e-7;
    }

    private static double largest(INDArray array) {
        return array.length() == 0 ? 0 : array.amaxNumber().doubleValue();
    }

    /** The largest difference of two entries; 0 where neither is a number, infinite where only one is. */
    static double difference(INDArray one, INDArray other) {
        if (one.length() == 0) {
            return 0;
        }
        if (!isFinite(one) || !isFinite(other)) {
            return isFinite(one) == isFinite(other) ? 0 : Double.POSITIVE_INFINITY;
        }
        INDArray wide = one.castTo(DataType.DOUBLE);
        return wide.sub(other.castTo(DataType.DOUBLE)).amaxNumber().doubleValue();
    }

    static boolean isFinite(INDArray array) {
        return array.length() == 0
                || array.isNaN().castTo(DataType.INT).sumNumber().intValue() == 0
                        && array.isInfinite().castTo(DataType.INT).sumNumber().intValue() == 0;
    }
}

package org.dl4jlab.training.internal.loop;

import java.util.List;
import org.dl4jlab.training.internal.run.MetricsTable;

/**
 * When a learning rate is reduced because validation stands still. It follows from the metrics of the epochs so far, so
 * that a training that goes on from a checkpoint reduces where the uninterrupted one would have.
 */
final class Plateau {

    private Plateau() {}

    /**
     * How often the rate has to be reduced after some epochs: each time that the validation loss was not below its lowest
     * for {@code patience} epochs in a row, counted anew after each reduction.
     *
     * @param rows of the finished epochs
     * @param patience at least 1
     */
    static int reductions(List<MetricsTable.Row> rows, int patience) {
        double lowest = Double.POSITIVE_INFINITY;
        int standing = 0;
        int reductions = 0;
        for (MetricsTable.Row row : rows) {
            if (row.validationLoss() == null) {
                continue;
            }
            if (row.validationLoss() < lowest) {
                lowest = row.validationLoss();
                standing = 0;
            } else if (++standing == patience) {
                reductions++;
                standing = 0;
            }
        }
        return reductions;
    }
}

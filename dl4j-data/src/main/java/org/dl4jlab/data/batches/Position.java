package org.dl4jlab.data.batches;

/**
 * Where an iteration stands: the batch that comes next. Saved with a checkpoint, it lets training go on exactly where it
 * stopped.
 *
 * @param epoch from 0
 * @param batch batches of this epoch that have already been delivered
 */
public record Position(int epoch, int batch) {

    public Position {
        if (epoch < 0 || batch < 0) {
            throw new IllegalArgumentException(
                    "epoch and batch must be at least 0, got epoch " + epoch + ", batch " + batch);
        }
    }
}

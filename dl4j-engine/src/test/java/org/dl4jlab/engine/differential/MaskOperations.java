package org.dl4jlab.engine.differential;

import static org.dl4jlab.engine.differential.Operation.changing;

/** Calls that set masks aside from a batch, and what comes after them. */
final class MaskOperations {
    private final Draw draw;
    private final boolean images;
    private final RandomArrays arrays;
    private final FitOperations fit;
    private final PredictOperations predict;

    MaskOperations(
            Draw draw, RandomNetwork network, RandomArrays arrays, FitOperations fit, PredictOperations predict) {
        this.draw = draw;
        this.images = network.hasImages();
        this.arrays = arrays;
        this.fit = fit;
        this.predict = predict;
    }

    Operation draw() {
        int size = arrays.size();
        int steps = arrays.steps();
        Examples.Source masked = arrays.maskedBatch(size, steps);
        boolean features = draw.oneIn(3);
        boolean labels = !features || draw.oneIn(3);
        return switch (draw.between(0, 5)) {
            case 0 -> changing("clearLayerMaskArrays", Subject::clearMasks);
            case 1, 2 -> {
                Examples.Source batch = arrays.plainBatch(size, steps);
                Operation.Action then = draw.oneIn(2) ? FitOperations.fit(batch) : predict.output(batch);
                yield new Operation("setLayerMaskArrays and a call on as many examples", true, (s, noise) -> {
                    s.setMasks(masked.with(noise), features, labels);
                    return then.on(s, noise);
                });
            }
            case 3 -> {
                Operation.Action then = (draw.oneIn(2) ? fit.one() : predict.draw()).action();
                yield new Operation("setLayerMaskArrays and another call", true, (s, noise) -> {
                    s.setMasks(masked.with(noise), features && !images, labels || images); // of another size, perhaps
                    return then.on(s, noise);
                });
            }
            case 4 ->
                changing("setMask", s -> {
                    if (!s.isGraph()) {
                        s.sequential().setMask(masked.with(Noise.NONE).firstLabelsMask());
                    }
                });
            default -> changing("setLayerMaskArrays", s -> s.setMasks(masked.with(Noise.NONE), features, labels));
        };
    }
}

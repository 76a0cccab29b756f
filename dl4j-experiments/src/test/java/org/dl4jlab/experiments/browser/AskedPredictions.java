package org.dl4jlab.experiments.browser;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.dl4jlab.ui.predict.ImagePrediction;
import org.dl4jlab.ui.predict.PredictableRun;
import org.dl4jlab.ui.predict.PredictionException;
import org.dl4jlab.ui.predict.PredictionService;
import org.dl4jlab.ui.server.LocalizedText;

/** Answers at once, or refuses; counts. */
final class AskedPredictions implements PredictionService {

    final AtomicInteger questions = new AtomicInteger();
    final AtomicInteger now = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    volatile boolean failing;

    @Override
    public List<PredictableRun> runs() {
        return List.of(new PredictableRun(
                "trial-1",
                "trial",
                "MNIST",
                List.of(1, 28, 28),
                List.of("0", "1"),
                OptionalDouble.of(0.75),
                true,
                Instant.EPOCH));
    }

    @Override
    public ImagePrediction predict(String run, byte[] image) throws PredictionException {
        questions.incrementAndGet();
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try {
            if (failing) {
                throw new PredictionException(new LocalizedText("No.", "不。"));
            }
            return new ImagePrediction(
                    new ArrayList<>(List.of(
                            new ImagePrediction.RankedClass("1", 0.9), new ImagePrediction.RankedClass("0", 0.1))),
                    Optional.empty());
        } finally {
            now.decrementAndGet();
        }
    }
}

package org.dl4jlab.ui.predict;

import java.util.List;
import org.dl4jlab.ui.server.LocalizedText;

/** Says what trained networks see in an image. Called from one thread of the dashboard, one image after the other. */
public interface PredictionService {

    /** Why a name is not answered. */
    LocalizedText NO_RUN = new LocalizedText("There is no run of this name that can be asked.", "没有可以提问的同名运行。");

    /** The runs that can be asked, in any order. Called when the page is opened. */
    List<PredictableRun> runs();

    /**
     * Asks a run's network.
     *
     * @param runId from the browser; may name no run, or one that cannot be asked
     * @param image content of a picture file, as it was sent: looked at for the work that it may take, but not decoded; the
     *     service decodes it as the network's training images were
     * @throws PredictionException when there is no answer; the message tells the viewer why
     */
    ImagePrediction predict(String runId, byte[] image) throws PredictionException;

    /** Knows no run. */
    static PredictionService none() {
        return new PredictionService() {
            @Override
            public List<PredictableRun> runs() {
                return List.of();
            }

            @Override
            public ImagePrediction predict(String runId, byte[] image) throws PredictionException {
                throw new PredictionException(NO_RUN);
            }
        };
    }
}

package org.dl4jlab.ui.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.dl4jlab.ui.predict.ImagePrediction;
import org.dl4jlab.ui.predict.PredictableRun;
import org.dl4jlab.ui.predict.PredictionException;
import org.dl4jlab.ui.predict.PredictionService;
import org.dl4jlab.ui.predict.UploadedImage;
import org.dl4jlab.ui.server.PageRoute;
import org.dl4jlab.ui.server.Responses;
import org.dl4jlab.ui.server.UploadRoute;

/**
 * The page {@code /draw}, on which an image is drawn or dropped, and the two addresses behind it: {@code /api/predictors}
 * lists the runs that can be asked, and {@code /api/predict/<run>} takes the image.
 */
public final class PredictPages {

    /** Room for a photograph as a camera writes it. */
    static final int MAX_BYTES = 16 * 1024 * 1024;

    /** The pictures that networks are trained on; what a file is, its content decides. */
    private static final Set<String> MEDIA_TYPES = Set.of(
            "image/png", "image/jpeg", "image/gif", "image/bmp", "image/tiff", "image/webp", "image/x-portable-anymap");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final PredictionService predictor;
    private final PageShell shell;

    public PredictPages(PredictionService predictor, PageShell shell) {
        this.predictor = predictor;
        this.shell = shell;
    }

    public List<PageRoute> routes() {
        return List.of(
                new PageRoute("/draw", PageRoute.Lane.LAB, rc -> shell.send("draw", rc)),
                new PageRoute("/api/predictors", PageRoute.Lane.LAB, rc -> Responses.json(rc, runs())));
    }

    public List<UploadRoute> uploads() {
        return List.of(new UploadRoute("/api/predict/", MEDIA_TYPES, MAX_BYTES, this::predict));
    }

    private ArrayNode runs() {
        ArrayNode rows = JSON.arrayNode();
        for (PredictableRun run : predictor.runs()) {
            ObjectNode row = rows.addObject()
                    .put("id", run.id())
                    .put("experiment", run.experiment())
                    .put("dataSet", run.dataSet())
                    .put("finished", run.finished())
                    .put("started", run.started().toEpochMilli());
            ArrayNode shape = row.putArray("shape");
            run.shape().forEach(shape::add);
            ArrayNode names = row.putArray("classNames");
            run.classNames().forEach(names::add);
            run.accuracy().ifPresentOrElse(a -> row.put("accuracy", a), () -> row.putNull("accuracy"));
        }
        return rows;
    }

    private UploadRoute.Answer predict(String run, byte[] body) {
        long start = System.nanoTime();
        try {
            UploadedImage.check(body);
            ImagePrediction prediction = predictor.predict(run, body);
            ObjectNode answer = JSON.objectNode();
            ArrayNode classes = answer.putArray("classes");
            for (ImagePrediction.RankedClass ranked : prediction.classes()) {
                classes.addObject().put("name", ranked.name()).put("probability", ranked.probability());
            }
            prediction
                    .seen()
                    .ifPresent(seen -> answer.put(
                            "seen",
                            "data:" + seen.format().mediaType() + ";base64,"
                                    + Base64.getEncoder().encodeToString(seen.content())));
            answer.put("milliseconds", (System.nanoTime() - start) / 1e6);
            return new UploadRoute.Answer(200, answer.toString());
        } catch (PredictionException e) {
            ObjectNode why = JSON.objectNode()
                    .put("error", e.sentence().english())
                    .put("chinese", e.sentence().chinese());
            return new UploadRoute.Answer(422, why.toString());
        }
    }
}

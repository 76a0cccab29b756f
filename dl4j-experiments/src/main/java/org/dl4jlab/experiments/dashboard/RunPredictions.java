package org.dl4jlab.experiments.dashboard;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.dl4jlab.data.picture.PictureDecoder;
import org.dl4jlab.data.picture.UnreadablePictureException;
import org.dl4jlab.engine.NativeRuntime;
import org.dl4jlab.training.Classification;
import org.dl4jlab.training.Classifier;
import org.dl4jlab.training.Result;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.ui.cache.LruCache;
import org.dl4jlab.ui.predict.ImagePrediction;
import org.dl4jlab.ui.predict.PredictableRun;
import org.dl4jlab.ui.predict.PredictionException;
import org.dl4jlab.ui.predict.PredictionService;
import org.dl4jlab.ui.run.EncodedImage;
import org.dl4jlab.ui.run.RunState;
import org.dl4jlab.ui.server.LocalizedText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the networks of runs about images from the dashboard. The few networks asked last stay in memory, so that the next
 * answer takes milliseconds.
 */
public final class RunPredictions implements PredictionService, AutoCloseable {

    private static final LocalizedText UNREADABLE = new LocalizedText(
            "The network of this run cannot be read; the program's log says why.", "无法读取此运行的网络，原因见程序日志。");
    private static final LocalizedText UNFIT = new LocalizedText(
            "The network of this run does not fit its record; the program's log says more.", "此运行的网络与其记录不符，详情见程序日志。");

    private static final Logger log = LoggerFactory.getLogger(RunPredictions.class);

    /** A photograph of a camera; the command line takes larger ones. */
    private static final int MOST_PIXELS = 25_000_000;

    /** The greatest network takes some hundred megabytes. */
    private static final int NETWORKS = 3;

    private record Opened(FileState model, Classifier classifier) {}

    private final RunFolders runs;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final LruCache<String, Opened> opened =
            new LruCache<>(NETWORKS, network -> network.classifier().close());

    public RunPredictions(RunFolders runs) {
        this.runs = runs;
    }

    @Override
    public List<PredictableRun> runs() {
        makeReady();
        return runs.recorded().stream()
                .filter(ListedRun::canBeAsked)
                .flatMap(run -> describe(run).stream())
                .toList();
    }

    /** Loading ND4J takes seconds, which whoever opens the page to draw need not wait for. */
    private void makeReady() {
        if (begun.compareAndSet(false, true)) {
            Thread thread = new Thread(NativeRuntime::load, "dashboard-nd4j");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static Optional<PredictableRun> describe(ListedRun listed) {
        RecordedRun run = listed.run();
        try {
            RunRecord.Data data = run.data().orElseThrow();
            return Optional.of(new PredictableRun(
                    listed.id(),
                    run.experiment(),
                    data.title(),
                    data.shape(),
                    data.classes(),
                    run.result().stream().mapToDouble(Result::accuracy).findFirst(),
                    listed.state() == RunState.FINISHED,
                    run.started()));
        } catch (RuntimeException e) {
            // An odd record costs its run.
            log.debug("The run {} cannot be asked", listed.id(), e);
            return Optional.empty();
        }
    }

    @Override
    public synchronized ImagePrediction predict(String runId, byte[] image) throws PredictionException {
        ListedRun run =
                runs.recorded(runId).filter(ListedRun::canBeAsked).orElseThrow(() -> new PredictionException(NO_RUN));
        Classification prediction;
        try {
            requireModest(image);
            prediction = network(run).classify(image);
        } catch (IOException e) {
            String sentence =
                    e instanceof UnreadablePictureException ? "The picture " + e.getMessage() : e.getMessage();
            throw new PredictionException(new LocalizedText(sentence + ".", "无法读取该图像。"), e);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // A record or a network that does not fit the other: another shape, other classes, a stride of 0.
            log.warn("The network of {} cannot be asked", run.id(), e);
            throw new PredictionException(UNFIT, e);
        }
        return new ImagePrediction(
                prediction.classes().stream()
                        .map(c -> new ImagePrediction.RankedClass(c.name(), c.probability()))
                        .toList(),
                png(prediction.seen()));
    }

    /** By its header alone: a sender must not make this program unpack whatever fits into a file. */
    private static void requireModest(byte[] image) throws UnreadablePictureException, PredictionException {
        if (PictureDecoder.pixels(image) > MOST_PIXELS) {
            throw new PredictionException(new LocalizedText(
                    "The image has more than " + MOST_PIXELS / 1_000_000 + " million pixels; send a smaller one.",
                    "图像超过 " + MOST_PIXELS / 1_000_000 + " 百万像素；请发送较小的图像。"));
        }
    }

    private Classifier network(ListedRun run) throws PredictionException {
        FileState state = FileState.of(run.networkFile().orElseThrow(() -> new PredictionException(NO_RUN)));
        Optional<Opened> known = opened.get(run.id());
        if (known.isPresent() && known.get().model().equals(state)) {
            return known.get().classifier();
        }
        // Before the new one is opened: two copies of the greatest network need not fit.
        opened.remove(run.id());
        try {
            Classifier classifier = Classifier.open(run.folder().path());
            opened.put(run.id(), new Opened(state, classifier));
            return classifier;
        } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
            // The message names files of this machine, which are nothing for a browser.
            log.warn("The network of {} cannot be asked: {}", run.id(), e.getMessage());
            throw new PredictionException(UNREADABLE, e);
        }
    }

    private static Optional<EncodedImage> png(BufferedImage seen) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Not ImageIO's own stream: it writes a temporary file.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(seen, "png", out);
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(new EncodedImage(EncodedImage.Format.PNG, bytes.toByteArray()));
    }

    @Override
    public synchronized void close() {
        opened.clear();
    }
}

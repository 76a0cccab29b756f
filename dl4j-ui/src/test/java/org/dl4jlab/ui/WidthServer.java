package org.dl4jlab.ui;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dl4jlab.ui.predict.ImagePrediction;
import org.dl4jlab.ui.predict.PredictableRun;
import org.dl4jlab.ui.predict.PredictionException;
import org.dl4jlab.ui.predict.PredictionService;
import org.dl4jlab.ui.run.EncodedImage;
import org.dl4jlab.ui.server.LocalizedText;

/** A dashboard whose only network answers the width of an image, and requests to it. */
final class WidthServer implements PredictionService, AutoCloseable {

    /** Taken by a test, it makes every answer wait. */
    private final Semaphore permit = new Semaphore(1);

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();
    private final byte[] png;
    private final Dashboard dashboard;

    private WidthServer(DashboardOptions options) throws IOException {
        png = encoded(12, 7, "png");
        dashboard = Dashboard.start(options.withPredictor(this));
    }

    static WidthServer start(DashboardOptions options) throws IOException {
        return new WidthServer(options);
    }

    int port() {
        return dashboard.address().getPort();
    }

    /** An honest image. */
    byte[] png() {
        return png;
    }

    Semaphore permit() {
        return permit;
    }

    /** How often an answer was begun. */
    AtomicInteger asked() {
        return asked;
    }

    /** How often one was broken off while it waited. */
    AtomicInteger interrupted() {
        return interrupted;
    }

    @Override
    public void close() {
        dashboard.close();
    }

    @Override
    public List<PredictableRun> runs() {
        return List.of(new PredictableRun(
                "width-1",
                "width",
                "none",
                List.of(1, 28, 28),
                List.of("a"),
                OptionalDouble.empty(),
                true,
                Instant.EPOCH));
    }

    @Override
    public ImagePrediction predict(String runId, byte[] sent) throws PredictionException {
        if (!runId.equals("width-1")) {
            throw new PredictionException(NO_RUN);
        }
        BufferedImage image = decoded(sent);
        asked.incrementAndGet();
        try {
            permit.acquire();
            permit.release();
        } catch (InterruptedException e) {
            interrupted.incrementAndGet();
            throw new PredictionException(NO_RUN);
        }
        return new ImagePrediction(
                List.of(new ImagePrediction.RankedClass("width " + image.getWidth(), 1)),
                Optional.of(new EncodedImage(EncodedImage.Format.PNG, png)));
    }

    /** As a service would answer what it cannot read. */
    private static BufferedImage decoded(byte[] sent) throws PredictionException {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(sent));
            if (image != null) {
                return image;
            }
        } catch (IOException | RuntimeException e) {
            // Told in one sentence.
        }
        throw new PredictionException(new LocalizedText("No image.", "不是图像。"));
    }

    static byte[] encoded(int width, int height, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
    }

    static List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().matches("imageio.*|vertx.*|file-uploads.*"))
                    .sorted()
                    .toList();
        }
    }

    /** Headers of an honest request, less those whose names begin a line of {@code changed}, plus {@code changed}. */
    String request(String target, int length, String... changed) {
        List<String> lines = new ArrayList<>(List.of(
                "Host: 127.0.0.1:" + port(),
                "Origin: http://127.0.0.1:" + port(),
                "Sec-Fetch-Site: same-origin",
                "Content-Type: image/png",
                "Content-Length: " + length));
        for (String change : changed) {
            String name = change.substring(0, change.indexOf(':') + 1);
            lines.removeIf(line -> line.startsWith(name));
            if (change.length() > name.length()) {
                lines.add(change);
            }
        }
        return "POST " + target + " HTTP/1.1\r\n" + String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
    }

    RawHttp.Answer post(String target, byte[] body, String... changed) throws IOException {
        return RawHttp.send(
                port(), request(target, body.length, changed) + new String(body, StandardCharsets.ISO_8859_1));
    }
}

package org.dl4jlab.experiments.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.picture.PicturePreprocessing;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.sweeps.SweepListener;
import org.dl4jlab.sweeps.record.SweepFolder;
import org.dl4jlab.sweeps.search.SearchMethod;
import org.dl4jlab.sweeps.testing.SliceSpace;
import org.dl4jlab.sweeps.testing.Sweeps;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.RunFailedException;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.internal.checkpoint.CheckpointFolder;
import org.dl4jlab.training.internal.run.ModelFile;
import org.dl4jlab.training.internal.run.ProgressTable;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.testing.MadePictures;
import org.dl4jlab.training.testing.SliceExperiment;
import org.dl4jlab.ui.statistics.RunStatistics;
import org.dl4jlab.ui.statistics.StatisticsFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Whatever is read from a disk is read damaged, in thousands of ways: it is refused in a sentence or read, never with another
 * exception, never for longer than two seconds, and the file stays as it was. {@code -Pfull} reads 100,000 inputs, or what
 * {@code -Ddl4jlab.mutations} says.
 */
class DamagedInputTest {

    private static final int USUAL = 1_500;
    private static final int FULL = 100_000;

    @TempDir
    static Path folder;

    private static final Map<String, Target> TARGETS = new LinkedHashMap<>();
    private static final BoundedReading READER = new BoundedReading();

    /** Reads a file; everything that it may say is thrown as {@link BoundedReading} expects. */
    @FunctionalInterface
    private interface Reading {
        void of(Path file) throws Exception;
    }

    /**
     * One kind of file.
     *
     * @param place of the file while it is read
     * @param sample its whole content
     */
    private record Target(Path place, byte[] sample, Reading reading) {}

    @BeforeAll
    static void makeSamples() throws IOException {
        Path runs = folder.resolve("runs");
        Experiment experiment = SliceExperiment.of("fc2layer", false);
        // A run that failed has everything: record, tables, checkpoints; another one has its model.
        RunListener breaking = new RunListener() {
            @Override
            public void step(int step, long images, double loss) {
                if (step == 120) {
                    throw new StackOverflowError("made up");
                }
            }
        };
        try {
            Lab.in(runs, LabOptions.defaults().withListener(breaking)).train(experiment, Seed.of(1));
            fail("the run did not fail");
        } catch (RunFailedException expected) {
            assertThat(expected).hasMessageContaining("made up");
        }
        RunFolder failed = only(runs);
        Run done = Lab.in(folder.resolve("whole")).train(experiment, Seed.of(2));
        RunFolder whole = new RunFolder(done.path());
        add("run.json", whole.recordFile(), file -> {
            RecordedRun run = RecordedRun.open(file.getParent());
            run.settings();
            run.recipe();
            run.result();
            run.classNames();
            run.status();
        });
        add("metrics.csv", whole.metricsFile(), file -> new RunFolder(file.getParent()).readMetrics());
        add("losses.csv", whole.lossesFile(), file -> new RunFolder(file.getParent()).readLosses());
        add("progress.csv", whole.progressFile(), file -> ProgressTable.read(file));
        add("predictions.csv", whole.predictionsFile(), file -> new RunFolder(file.getParent()).readEvaluation());
        add("model.zip", whole.modelFile(), file -> ModelFile.read(file).close());
        Path checkpoint = newest(failed.checkpoints());
        add(checkpoint.getFileName().toString(), checkpoint, file -> new CheckpointFolder(file.getParent()).newest());
        addStatistics();
        addSweep();
        addPictures();
        addFolders();
    }

    private static void addStatistics() throws IOException {
        Path file = folder.resolve("stats.bin");
        try (RunStatistics statistics = RunStatistics.create(file, "session")) {
            MultiLayerNetwork network = (MultiLayerNetwork) Networks.SIMPLE_CNN
                    .configure(Networks.SIMPLE_CNN.defaults())
                    .initialize();
            network.setListeners(statistics.listener());
            for (int step = 0; step < 3; step++) {
                network.fit(Nd4j.rand(4, 1, 28, 28), Nd4j.eye(10).getRows(0, 1, 2, 3));
            }
        }
        add("stats.bin", file, place -> {
            StatsStorage storage = StatisticsFile.open(place);
            try {
                for (String session : storage.listSessionIDs()) {
                    for (String type : storage.listTypeIDsForSession(session)) {
                        for (String worker : storage.listWorkerIDsForSession(session)) {
                            storage.getStaticInfo(session, type, worker);
                            storage.getAllUpdatesAfter(session, type, worker, 0);
                        }
                    }
                }
            } finally {
                StatisticsFile.close(storage);
            }
        });
    }

    private static void addSweep() throws IOException {
        SweepFolder sweep = Sweeps.runner(SweepListener.NONE)
                .start(new SliceSpace(), Sweeps.plan(SearchMethod.RANDOM, 2, 1, true), folder.resolve("sweeps"))
                .folder();
        add("sweep.json", sweep.recordFile(), file -> new SweepFolder(file.getParent()).readRecord());
        add("candidate.json", sweep.candidateFile(0), SweepFolder::readCandidate);
    }

    private static void addPictures() throws IOException {
        Random random = new Random(5);
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        PicturePreprocessing preprocessing = PicturePreprocessing.of(new ImageShape(3, 32, 32));
        for (String format : new String[] {"png", "jpg", "gif", "bmp", "tiff"}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            assertThat(ImageIO.write(image, format, bytes)).as(format).isTrue();
            addPicture("picture." + format, bytes.toByteArray(), preprocessing);
        }
        ByteArrayOutputStream pixmap = new ByteArrayOutputStream();
        pixmap.write("P6 8 8 255\n".getBytes(StandardCharsets.US_ASCII));
        byte[] pixels = new byte[8 * 8 * 3];
        random.nextBytes(pixels);
        pixmap.write(pixels);
        addPicture("picture.ppm", pixmap.toByteArray(), preprocessing);
    }

    /** What a person gives to train on: archives, and manifests beside their pictures. */
    private static void addFolders() throws IOException {
        Path pictures = folder.resolve("classes");
        MadePictures.folder(pictures, MadePictures.SHAPES.subList(0, 2), 3, 1);
        DataStore store = DataStore.open(folder.resolve("cache"));
        Reading loading = file -> store.load(
                ImageFolder.of(file).withShape(new ImageShape(3, 8, 8)).withTestFraction(0.4));
        List<Path> files;
        try (Stream<Path> all = Files.walk(pictures)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        StringBuilder csv = new StringBuilder("path,label,part\n");
        StringBuilder lines = new StringBuilder();
        try (ZipOutputStream zipped = new ZipOutputStream(zip);
                TarArchiveOutputStream tarred = new TarArchiveOutputStream(tar)) {
            for (Path file : files) {
                String name = pictures.relativize(file).toString();
                byte[] content = Files.readAllBytes(file);
                zipped.putNextEntry(new ZipEntry(name));
                zipped.write(content);
                zipped.closeEntry();
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(content.length);
                tarred.putArchiveEntry(entry);
                tarred.write(content);
                tarred.closeArchiveEntry();
                String label = file.getParent().getFileName().toString();
                csv.append(name).append(',').append(label).append(',').append("train\n");
                lines.append("{\"path\": \"" + name + "\", \"label\": \"" + label + "\"}\n");
            }
        }
        addGiven("pictures.zip", zip.toByteArray(), folder, loading);
        addGiven("pictures.tar", tar.toByteArray(), folder, loading);
        addGiven(
                "manifest.csv",
                csv.toString().replaceFirst("train", "test").getBytes(StandardCharsets.UTF_8),
                pictures,
                file -> store.load(ImageFolder.of(file).withShape(new ImageShape(3, 8, 8))));
        addGiven("manifest.jsonl", lines.toString().getBytes(StandardCharsets.UTF_8), pictures, loading);
    }

    private static void addGiven(String name, byte[] sample, Path where, Reading reading) {
        TARGETS.put(name, new Target(where.resolve(name), sample, reading));
    }

    private static void addPicture(String name, byte[] sample, PicturePreprocessing preprocessing) throws IOException {
        Path place = Files.createDirectories(folder.resolve("odd-" + name)).resolve(name);
        TARGETS.put(name, new Target(place, sample, preprocessing::prepare));
    }

    private static void add(String name, Path sample, Reading reading) throws IOException {
        Path place = Files.createDirectories(folder.resolve("odd-" + name)).resolve(sample.getFileName());
        TARGETS.put(name, new Target(place, Files.readAllBytes(sample), reading));
    }

    @AfterAll
    static void stop() {
        READER.close();
    }

    @Test
    void damageIsRefusedOrReadButNeverMore() throws Exception {
        readDamaged(Integer.getInteger("dl4jlab.mutations", USUAL));
    }

    @Tag("full")
    @Test
    void soIsALotOfDamage() throws Exception {
        readDamaged(Integer.getInteger("dl4jlab.mutations", FULL));
    }

    private static void readDamaged(int inputs) throws Exception {
        int each = inputs / TARGETS.size() + 1;
        for (Map.Entry<String, Target> target : TARGETS.entrySet()) {
            String name = target.getKey();
            read(target.getValue(), target.getValue().sample(), reading -> READER.whole(name, reading));
            for (long seed = 1; seed <= each; seed++) {
                String what = name + ", seed " + seed;
                byte[] damaged = Mutation.of(target.getValue().sample(), seed);
                read(target.getValue(), damaged, reading -> READER.damaged(what, reading));
            }
        }
        System.out.println(TARGETS.size() + " kinds of input, each damaged with seeds 1 to " + each);
    }

    private static void read(Target target, byte[] content, Bounds bounds) throws Exception {
        Files.write(target.place(), content);
        bounds.read(() -> target.reading().of(target.place()));
        assertThat(Files.readAllBytes(target.place()))
                .as(target.place().toString())
                .isEqualTo(content);
    }

    @FunctionalInterface
    private interface Bounds {
        void read(BoundedReading.Reading reading) throws Exception;
    }

    private static RunFolder only(Path runs) throws IOException {
        try (Stream<Path> children = Files.list(runs)) {
            return new RunFolder(children.findFirst().orElseThrow());
        }
    }

    private static Path newest(Path checkpoints) throws IOException {
        try (Stream<Path> files = Files.list(checkpoints)) {
            return files.filter(file -> file.toString().endsWith(".ckpt"))
                    .sorted()
                    .reduce((a, b) -> b)
                    .orElseThrow();
        }
    }
}

package org.dl4jlab.experiments.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.dl4jlab.data.folder.FolderFiles;
import org.dl4jlab.data.folder.PictureNames;
import org.dl4jlab.data.picture.PictureFormat;
import org.dl4jlab.training.Classification;
import org.dl4jlab.training.Classification.RankedClass;
import org.dl4jlab.training.Classifier;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.parallel.ParallelCluster;
import org.dl4jlab.training.parallel.ParallelCluster.Answered;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks an earlier run's network what pictures show. */
@Command(
        name = "predict",
        description = "Classifies pictures with the network of an earlier run.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "A picture is resized to the size and channels of the training images. For MNIST and",
            "Fashion-MNIST, a picture with a mostly light edge is inverted. For MNIST, a digit of",
            "another size than 28 x 28 is cut out and centred. The output says what was done.",
            "A picture that cannot be read is reported and left out, and the exit code is then 1.",
            "",
            "With --master, one folder is asked about: a path that every machine sees, or an address of an",
            "object store such as s3a://bucket/pictures. The answers go to --output: a .csv file on this",
            "machine, or a folder .parquet that every machine sees. See docs/parallel.md."
        })
final class PredictCommand implements Callable<Integer> {

    private static final int USUAL_TOP = 3;

    private static final OptionMode ON_A_CLUSTER = new OptionMode(
            ClusterOption.NAME,
            Set.of("--output"),
            Set.of("runs"),
            "writes all probabilities of every picture into a file");

    @Parameters(index = "0", paramLabel = "<run>", description = "A run folder, or its name inside of --runs-dir.")
    private Path run;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "<picture>",
            description = "Picture files (JPEG, PNG, GIF, BMP, TIFF, WebP, PNM), or folders of them.")
    private List<String> pictures;

    @Option(
            names = "--top",
            paramLabel = "<k>",
            description = "Number of classes shown per picture, the most probable first. Default: " + USUAL_TOP + ".")
    private Integer top;

    @Option(names = "--json", description = "Prints one JSON object for programs instead of a table for people.")
    private boolean json;

    @Option(
            names = "--output",
            paramLabel = "<file>",
            description = "Writes every picture's probabilities to a .csv or .jsonl (JSON lines) file instead; with"
                    + " --master, to a .csv file or a .parquet folder.")
    private String output;

    @Mixin
    private RunOptions runs;

    @Mixin
    private ClusterOption cluster;

    @Spec
    private CommandSpec spec;

    /** What is kept of an answer: not the picture. */
    private record Answer(Path file, List<String> changes, List<RankedClass> shown) {}

    private record Refusal(Path file, String reason) {}

    @Override
    public Integer call() throws IOException {
        if (cluster.isWanted()) {
            return askCluster();
        }
        if (top != null && top < 1) {
            throw new InvalidInputException("--top must be at least 1, but got " + top + ".");
        }
        if (output != null && top != null) {
            throw new InvalidInputException(
                    "--output writes the probabilities of all classes, so --top has no effect; leave it out.");
        }
        if (output != null && json) {
            throw new InvalidInputException("--output and --json say the same in two ways; leave one of them out.");
        }
        if (output != null) {
            PredictionFile.check(path(output));
        }
        Run asked = runs.find(run);
        List<Refusal> refusals = new ArrayList<>();
        try (Classifier classifier = asked.classifier()) {
            if (output == null) {
                print(asked, classifier, refusals);
            } else {
                write(classifier, refusals);
            }
        }
        return tellLeftOut(refusals.stream().map(Refusal::reason).toList());
    }

    private int tellLeftOut(List<String> reasons) {
        reasons.forEach(reason -> spec.commandLine().getErr().println("Left out: " + reason));
        return reasons.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private int askCluster() throws IOException {
        ON_A_CLUSTER.check(spec);
        if (output == null) {
            throw new InvalidInputException(
                    ClusterOption.NAME + " is for many pictures: say where their answers go with"
                            + " --output answers.csv or --output answers.parquet.");
        }
        if (pictures.size() != 1) {
            throw new InvalidInputException(ClusterOption.NAME + " takes one folder or address, but got "
                    + pictures.size() + ": " + String.join(", ", pictures) + ".");
        }
        if (output.toLowerCase(Locale.ROOT).endsWith(".csv")) {
            OutputFolder.check(path(output));
        } else if (!output.toLowerCase(Locale.ROOT).endsWith(".parquet")) {
            throw new InvalidInputException(
                    "--output must end in .csv or .parquet with " + ClusterOption.NAME + ", but got " + output + ".");
        }
        Run asked = runs.find(run);
        try (Interruption interruption = Interruption.listen();
                ParallelCluster machines = cluster.connectParallel()) {
            Answered answered = machines.predict(asked, pictures.get(0), output, interruption);
            tellWritten(answered.pictures(), answered.leftOut().size());
            return tellLeftOut(answered.leftOut());
        } catch (CancellationException e) {
            return ExitCode.INTERRUPTED;
        }
    }

    private void tellWritten(long written, int leftOut) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(written + (written == 1 ? " picture" : " pictures") + " in " + output
                + (leftOut == 0 ? "" : ", " + leftOut + " left out"));
        out.flush();
    }

    /** @throws ParameterException if it is no path on this machine */
    private Path path(String given) {
        try {
            return Path.of(given);
        } catch (InvalidPathException e) {
            throw new ParameterException(spec.commandLine(), "'" + given + "' is no path: " + e.getMessage(), e);
        }
    }

    private interface Taking {
        void take(Path file, Classification answer) throws IOException;
    }

    /** Asks about one picture after the other; one that cannot be read costs itself alone. */
    private void ask(Classifier classifier, List<Refusal> refusals, Taking taking) throws IOException {
        for (Path file : files(refusals)) {
            Classification answer;
            try {
                answer = classifier.classify(file);
            } catch (IOException e) {
                refusals.add(new Refusal(file, e.getMessage()));
                continue;
            }
            taking.take(file, answer);
        }
    }

    private void write(Classifier classifier, List<Refusal> refusals) {
        int[] written = {0};
        PredictionFile.write(
                path(output),
                classifier.classNames(),
                file -> ask(classifier, refusals, (picture, answer) -> {
                    file.write(picture, answer);
                    written[0]++;
                }));
        tellWritten(written[0], refusals.size());
    }

    private void print(Run asked, Classifier classifier, List<Refusal> refusals) throws IOException {
        int shown = top == null ? USUAL_TOP : top;
        List<Answer> answers = new ArrayList<>();
        ask(
                classifier,
                refusals,
                (file, answer) -> answers.add(new Answer(
                        file,
                        answer.changes(),
                        List.copyOf(answer.classes()
                                .subList(0, Math.min(shown, answer.classes().size()))))));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonOutput.print(out, toJson(asked, classifier, answers, refusals));
        } else {
            out.print(toTable(answers));
            out.flush();
        }
    }

    private List<Path> files(List<Refusal> refusals) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String each : pictures) {
            Path given = path(each);
            if (!Files.isDirectory(given)) {
                files.add(given);
                continue;
            }
            FolderFiles listing = FolderFiles.of(given);
            List<Path> inside =
                    listing.files().stream().filter(PredictCommand::isPicture).toList();
            listing.passedOver()
                    .forEach(file -> refusals.add(new Refusal(
                            given.resolve(file.path()),
                            given.resolve(file.toString()).toString())));
            if (inside.isEmpty()) {
                refusals.add(new Refusal(given, given + " holds no picture (" + PictureFormat.list() + ")"));
            }
            files.addAll(inside);
        }
        return files;
    }

    /** By its content; a file that only calls itself a picture is asked about too, and then named. */
    private static boolean isPicture(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return PictureNames.isPicture(file.toString())
                    || PictureFormat.of(in.readNBytes(PictureFormat.HEAD)).isPresent();
        } catch (IOException e) {
            return true;
        }
    }

    private String toTable(List<Answer> answers) {
        int nameWidth = answers.stream()
                .mapToInt(a -> a.file().toString().length())
                .max()
                .orElse(0);
        int classWidth = answers.stream()
                .flatMap(a -> a.shown().stream())
                .mapToInt(c -> c.name().length())
                .max()
                .orElse(1);
        StringBuilder table = new StringBuilder();
        for (Answer answer : answers) {
            table.append(pad(answer.file().toString(), nameWidth));
            for (RankedClass ranked : answer.shown()) {
                table.append("   ").append(pad(ranked.name(), classWidth)).append(' ');
                table.append(String.format(Locale.ROOT, "%5.1f %%", 100 * ranked.probability()));
            }
            table.append(System.lineSeparator());
            if (!answer.changes().isEmpty()) {
                table.append("    ").append(String.join("; ", answer.changes()));
                table.append(System.lineSeparator());
            }
        }
        return table.toString();
    }

    private ObjectNode toJson(Run asked, Classifier classifier, List<Answer> answers, List<Refusal> refusals) {
        ObjectNode root = new JsonMapper()
                .createObjectNode()
                .put("run", asked.path().toString())
                .put("experiment", classifier.experiment())
                .put("dataSet", classifier.dataSet());
        ArrayNode predictions = root.putArray("pictures");
        answers.forEach(
                answer -> predictions.add(PredictionFile.json(answer.file(), answer.changes(), answer.shown())));
        ArrayNode unreadable = root.putArray("unreadable");
        for (Refusal refusal : refusals) {
            unreadable.addObject().put("file", refusal.file().toString()).put("reason", refusal.reason());
        }
        return root;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}

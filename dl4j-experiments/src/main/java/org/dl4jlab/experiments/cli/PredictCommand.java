package org.dl4jlab.experiments.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.dl4jlab.data.folder.FolderFiles;
import org.dl4jlab.data.folder.PictureNames;
import org.dl4jlab.data.picture.PictureFormat;
import org.dl4jlab.training.Classification;
import org.dl4jlab.training.Classifier;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.RankedClass;
import org.dl4jlab.training.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks an earlier run's network what pictures show. */
@Command(
        name = "predict",
        description = "Says what pictures show, by the network of an earlier run.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "A picture is brought to the size and colours of the training images. For MNIST and",
            "Fashion-MNIST one whose edge is mostly light is inverted, and an MNIST digit of",
            "another size than 28 x 28 is cut out and centred. The output says what was done.",
            "A picture that cannot be read is reported and left out, and the exit code is then 1."
        })
final class PredictCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "<run>", description = "A run folder, or its name inside of --runs-dir.")
    private Path run;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "<picture>",
            description = "Picture files (JPEG, PNG, GIF, BMP, TIFF, WebP, PNM), or folders of them.")
    private List<Path> pictures;

    @Option(
            names = "--top",
            paramLabel = "<k>",
            defaultValue = "3",
            description = "Classes shown for each picture, the likeliest first. Default: ${DEFAULT-VALUE}.")
    private int top;

    @Option(names = "--json", description = "Prints one JSON object for programs instead of a table for people.")
    private boolean json;

    @Mixin
    private RunOptions runs;

    @Spec
    private CommandSpec spec;

    private record Answer(Path file, Classification prediction) {}

    private record Refusal(Path file, String reason) {}

    @Override
    public Integer call() throws IOException {
        if (top < 1) {
            throw new InvalidInputException("--top must be at least 1, but got " + top + ".");
        }
        Run asked = runs.find(run);
        List<Answer> answers = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        try (Classifier classifier = asked.classifier()) {
            for (Path file : files(refusals)) {
                try {
                    answers.add(new Answer(file, classifier.classify(file)));
                } catch (IOException e) {
                    refusals.add(new Refusal(file, e.getMessage()));
                }
            }
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(toJson(asked, classifier, answers, refusals).toPrettyString());
            } else {
                out.print(toTable(answers));
            }
            out.flush();
        }
        for (Refusal refusal : refusals) {
            spec.commandLine().getErr().println("Left out: " + refusal.reason());
        }
        return refusals.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private List<Path> files(List<Refusal> refusals) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path given : pictures) {
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
                .flatMap(a -> a.prediction().classes().stream())
                .mapToInt(c -> c.name().length())
                .max()
                .orElse(1);
        StringBuilder table = new StringBuilder();
        for (Answer answer : answers) {
            table.append(pad(answer.file().toString(), nameWidth));
            for (RankedClass ranked : shown(answer)) {
                table.append("   ").append(pad(ranked.name(), classWidth)).append(' ');
                table.append(String.format(Locale.ROOT, "%5.1f %%", 100 * ranked.probability()));
            }
            table.append(System.lineSeparator());
            if (!answer.prediction().changes().isEmpty()) {
                table.append("    ")
                        .append(String.join("; ", answer.prediction().changes()));
                table.append(System.lineSeparator());
            }
        }
        return table.toString();
    }

    private List<RankedClass> shown(Answer answer) {
        List<RankedClass> classes = answer.prediction().classes();
        return classes.subList(0, Math.min(top, classes.size()));
    }

    private ObjectNode toJson(Run asked, Classifier classifier, List<Answer> answers, List<Refusal> refusals) {
        ObjectNode root = new JsonMapper()
                .createObjectNode()
                .put("run", asked.path().toString())
                .put("experiment", classifier.experiment())
                .put("dataSet", classifier.dataSet());
        ArrayNode predictions = root.putArray("pictures");
        for (Answer answer : answers) {
            ObjectNode picture =
                    predictions.addObject().put("file", answer.file().toString());
            ArrayNode changes = picture.putArray("changes");
            answer.prediction().changes().forEach(changes::add);
            ArrayNode classes = picture.putArray("classes");
            for (RankedClass ranked : shown(answer)) {
                classes.addObject()
                        .put("index", ranked.index())
                        .put("name", ranked.name())
                        .put("probability", ranked.probability());
            }
        }
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

package org.dl4jlab.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dl4jlab.training.Classification;
import org.dl4jlab.training.Classification.RankedClass;
import org.dl4jlab.training.Classifier;

/** Asks a trained network, which needs nothing but its file {@code model.zip}, about the pictures that are named. */
public final class AskAboutPictures {

    private AskAboutPictures() {}

    public static void main(String[] args) throws IOException {
        List<Path> pictures = Arrays.stream(args).map(Path::of).toList();
        try (Classifier classifier = Classifier.open(Path.of("model.zip"))) {
            for (Path picture : pictures) {
                Classification answer = classifier.classify(picture);
                RankedClass best = answer.best();
                System.out.printf("%s: %s (%.1f %%)%n", picture, best.name(), 100 * best.probability());
                answer.changes().forEach(change -> System.out.println("  " + change));
            }
        }
    }
}

package org.dl4jlab.training.internal.runner;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;

/**
 * An experiment whose images have a shape that its network takes.
 *
 * @param experiment the same, or one whose images are brought to another shape
 * @param note a sentence for the user about what was changed and why; empty if nothing was
 */
public record InputAdaptation(Experiment experiment, Optional<String> note) {

    /**
     * Finds the shape: the images' own, else one of the network's usual height, width or channels. A network that was trained
     * before is given what it was trained on.
     *
     * @throws InvalidInputException if none fits; the message says why the images' own does not
     */
    public static InputAdaptation of(Experiment experiment) {
        Optional<ImageShape> known = experiment.data().shape();
        if (known.isEmpty()) {
            return new InputAdaptation(experiment, Optional.empty());
        }
        ImageShape own = known.get();
        NetworkDefinition network = experiment.network();
        InputShape usual = network.defaults().input();
        ImageShape networks = new ImageShape(usual.channels(), usual.height(), usual.width());
        boolean trained = experiment.pretrained().isPresent();
        Set<ImageShape> candidates = new LinkedHashSet<>();
        if (trained) {
            candidates.add(networks);
        } else {
            candidates.add(own);
            candidates.add(new ImageShape(own.channels(), networks.height(), networks.width()));
            candidates.add(new ImageShape(networks.channels(), own.height(), own.width()));
            candidates.add(networks);
        }
        for (ImageShape shape : candidates) {
            if (refusal(experiment, shape).isEmpty()) {
                return shape.equals(own)
                        ? new InputAdaptation(experiment, Optional.empty())
                        : adapted(experiment, own, shape, trained);
            }
        }
        throw new InvalidInputException(network.title() + " cannot be trained on "
                + experiment.data().title() + ", whose images are " + own + ": "
                + refusal(experiment, candidates.iterator().next()).orElseThrow());
    }

    private static InputAdaptation adapted(Experiment experiment, ImageShape own, ImageShape shape, boolean trained) {
        String why = trained
                ? "which the network was trained on"
                : "because " + firstSentence(refusal(experiment, own).orElseThrow());
        return new InputAdaptation(
                experiment.data(experiment.data().withShape(shape)),
                Optional.of("The images are brought from " + own + " to " + shape + ", " + why + "."));
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text.replaceFirst("\\.$", "") : text.substring(0, end);
    }

    private static Optional<String> refusal(Experiment experiment, ImageShape shape) {
        NetworkDefinition network = experiment.network();
        NetworkOptions options =
                network.defaults().withInput(new InputShape(shape.channels(), shape.height(), shape.width()));
        int classes = experiment
                .data()
                .description()
                .map(spec -> spec.classCount())
                .filter(n -> n >= 2)
                .orElse(options.classes());
        return network.refusal(options.withClasses(classes));
    }
}

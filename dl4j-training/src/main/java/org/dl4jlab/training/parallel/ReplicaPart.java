package org.dl4jlab.training.parallel;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jlab.data.image.ImagePixels;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.training.internal.run.ModelFile;
import org.dl4jlab.training.internal.runner.StepPlace;
import org.dl4jlab.training.internal.settings.Settings;

/**
 * What one machine needs to train its copy of a network: the configuration, its images, decoded, and how they are trained on.
 * It is sent once.
 *
 * @param machine its number, from 0
 * @param machines how many there are
 * @param configuration of the network, DL4J's JSON
 * @param graph whether that is of a {@code ComputationGraph}
 * @param settings of the training by name, as a user would write them
 * @param seed of the run
 * @param engine whether the compiled engine runs the network
 * @param engineThreads as asked for; 0 leaves the choice to the engine
 * @param precision of the engine
 * @param means of each channel, for normalisation
 * @param deviations of each channel
 * @param permuted whether the pixels of every image are permuted
 * @param flat whether the network takes rows of pixels
 * @param images its part of the training images
 */
public record ReplicaPart(
        int machine,
        int machines,
        String configuration,
        boolean graph,
        Map<String, String> settings,
        long seed,
        boolean engine,
        int engineThreads,
        String precision,
        List<Float> means,
        List<Float> deviations,
        boolean permuted,
        boolean flat,
        Images images)
        implements Serializable {

    /**
     * Some images of a set, which keep their numbers: what augmentation does to an image follows from its number.
     *
     * @param shape of each
     * @param classNames name of class 0, 1, …
     * @param total images of the whole set
     * @param numbers in the whole set
     * @param labels class of each
     * @param pixels {@code [channels, height, width]} of each
     */
    record Images(ImageShape shape, List<String> classNames, int total, int[] numbers, int[] labels, byte[][] pixels)
            implements Serializable {

        static Images of(ImageView view) {
            int[] numbers = new int[view.size()];
            int[] labels = new int[view.size()];
            byte[][] pixels = new byte[view.size()][];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = view.index(i);
                labels[i] = view.label(i);
                pixels[i] = view.set().image(numbers[i]);
            }
            return new Images(
                    view.set().shape(),
                    new ArrayList<>(view.set().classNames()),
                    view.set().size(),
                    numbers,
                    labels,
                    pixels);
        }

        /** As they were in the whole set. */
        ImageView view() {
            int[] all = new int[total];
            int[] places = new int[total];
            for (int i = 0; i < numbers.length; i++) {
                all[numbers[i]] = labels[i];
                places[numbers[i]] = i;
            }
            return ImageView.of(
                    new ImageSet(
                            shape,
                            classNames,
                            new ImagePixels() {
                                @Override
                                public int count() {
                                    return total;
                                }

                                @Override
                                public void read(int i, byte[] target, int at) {
                                    System.arraycopy(pixels[places[i]], 0, target, at, shape.size());
                                }
                            },
                            all),
                    numbers);
        }
    }

    static ReplicaPart of(StepPlace.Job job, int machine, int machines) {
        Map<String, String> settings = new LinkedHashMap<>();
        Settings.toMap(job.settings()).forEach((name, value) -> settings.put(name, String.valueOf(value)));
        EngineOptions engine = job.engine().orElse(EngineOptions.defaults());
        return new ReplicaPart(
                machine,
                machines,
                ModelFile.configuration(job.network().model()),
                job.network().model() instanceof org.deeplearning4j.nn.graph.ComputationGraph,
                settings,
                job.seeds().run(),
                job.engine().isPresent(),
                engine.threads(),
                engine.precision().title(),
                new ArrayList<>(job.data().normalization().means()),
                new ArrayList<>(job.data().normalization().deviations()),
                job.data().permutation().isPresent(),
                job.data().flat(),
                Images.of(job.data().train().part(machine, machines)));
    }
}

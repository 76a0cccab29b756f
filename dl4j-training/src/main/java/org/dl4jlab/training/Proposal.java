package org.dl4jlab.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.picture.PictureStyle;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.data.survey.FolderSurvey;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;

/**
 * An experiment chosen for given images: network, image size, augmentation and recipe depend on how many images there are, how
 * large they are and whether they are in colour. The same images give the same experiment on every machine.
 *
 * @param experiment ready to train
 * @param network a sentence on why it has this network
 * @param reasons a sentence for each other choice
 */
public record Proposal(Experiment experiment, String network, List<String> reasons) {

    /** Images that the network learns well from; larger pictures are made smaller, the larger the fewer there are. */
    private static final int[] SIDES = {48, 32, 24, 16, 8};

    /** Pixels of all training images together that an epoch of some minutes can see. */
    private static final long MOST_PIXELS = 100_000_000;

    /** Images seen in the whole training: about ten minutes of two processor cores for images of 32 x 32. */
    private static final long IMAGES_SEEN = 800_000;

    private static final int FEW = 1_000;

    /** From so many images on, a simple network is not held back by learning them by heart. */
    private static final int MANY = 5_000;

    private static final int SMALL_SIDE = 32;

    private static final int FEWEST_EPOCHS = 4;
    private static final int MOST_EPOCHS = 60;
    private static final double NOTABLE_IMBALANCE = 3;

    public Proposal {
        reasons = List.copyOf(reasons);
    }

    /**
     * Looks at the images and chooses.
     *
     * @param name of the experiment
     * @param data fetched or decoded if they are not there yet
     * @param chooseShape whether the shape of a folder's images is chosen too; otherwise it stays
     * @throws org.dl4jlab.data.DataException if the data cannot be had
     */
    public static Proposal of(
            String name, DataSource data, boolean chooseShape, DataStore store, ProgressListener listener) {
        LoadedData loaded = data.load(store, listener);
        List<String> reasons = new ArrayList<>();
        DataSource source = data;
        Optional<FolderSurvey> survey = loaded.pictures().map(pictures -> pictures.survey());
        ImageShape shape = loaded.spec().shape();
        if (chooseShape && survey.isPresent()) {
            shape = shape(survey.get(), loaded.train().size(), reasons);
            source = data.withShape(shape);
        } else {
            reasons.add("Images are " + text(shape) + ", as they are given.");
        }
        TrainingSettings settings = settings(loaded, shape, reasons);
        Choice choice = Choice.of(loaded, shape);
        return new Proposal(
                Experiment.named(name).data(source).network(choice.network()).settings(settings),
                choice.sentence(loaded, shape),
                reasons);
    }

    /**
     * A network and why. Measured on held-out training images, with 4,800 to learn from and seed 1: {@code cifar-net} had
     * 98.0 % of MNIST and 86.3 % of Fashion-MNIST right after 20 epochs, {@code cifar-net-improved} 98.3 and 85.8 % after
     * 10, which took over ten times as long.
     */
    private record Choice(NetworkDefinition network, String why) {

        static Choice of(LoadedData loaded, ImageShape shape) {
            boolean plain = shape.channels() == 1 && Math.max(shape.height(), shape.width()) <= SMALL_SIDE;
            NetworkOptions small = options(Networks.CIFAR_NET, loaded, shape);
            if (plain
                    && loaded.train().size() >= MANY
                    && Networks.CIFAR_NET.refusal(small).isEmpty()) {
                return new Choice(
                        Networks.CIFAR_NET,
                        "a LeNet learns many small grey images about as well as larger networks, and many times as"
                                + " fast");
            }
            return new Choice(
                    Networks.CIFAR_NET_IMPROVED,
                    "small convolutions, BatchNorm and global pooling learn from few images and take any size");
        }

        private static NetworkOptions options(NetworkDefinition network, LoadedData loaded, ImageShape shape) {
            return network.defaults()
                    .withInput(new InputShape(shape.channels(), shape.height(), shape.width()))
                    .withClasses(Math.max(2, loaded.spec().classCount()));
        }

        String sentence(LoadedData loaded, ImageShape shape) {
            return String.format(
                    Locale.ROOT,
                    "Network %s (%,d parameters): %s.",
                    network.name(),
                    network.summary(options(network, loaded, shape)).parameters(),
                    why);
        }
    }

    private static ImageShape shape(FolderSurvey survey, int images, List<String> reasons) {
        int pictures =
                survey.classes().stream().mapToInt(FolderSurvey.ClassCount::all).sum();
        boolean grey = survey.grey() == pictures;
        int median = Math.min(survey.sizes().medianWidth(), survey.sizes().medianHeight());
        int side = Arrays.stream(SIDES)
                .filter(s -> s <= Math.max(median, SIDES[SIDES.length - 1]))
                .filter(s -> s == SIDES[SIDES.length - 1] || (long) s * s * images <= MOST_PIXELS)
                .findFirst()
                .orElse(SIDES[SIDES.length - 1]);
        ImageShape shape = new ImageShape(grey ? 1 : 3, side, side);
        reasons.add("Images are " + text(shape) + ": pictures are " + (grey ? "grey" : "in colour") + " and "
                + survey.sizes().medianWidth() + " x " + survey.sizes().medianHeight()
                + " in the middle, and there are " + count(images) + " to learn from.");
        return shape;
    }

    private static TrainingSettings settings(LoadedData loaded, ImageShape shape, List<String> reasons) {
        int images = loaded.train().size();
        int epochs = (int) Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, Math.round((double) IMAGES_SEEN / images)));
        int batch = images < FEW ? 32 : images < MANY ? 64 : 128;
        TrainingSettings settings = TrainingSettings.of(epochs, batch)
                .with(OptimizerSettings.adam(1e-2))
                .with(ScheduleSettings.oneCycle(0.1, 0.25, 0.001));
        reasons.add(count(epochs) + " epochs of Adam in one cycle up to 0.01, batches of " + batch + ": "
                + count((long) epochs * images) + " images in all.");
        settings = augmented(settings, loaded, shape, reasons);
        if (images < MANY) {
            settings = settings.withLabelSmoothing(0.1);
            reasons.add("Label smoothing 0.1, since few images are soon known by heart.");
        }
        return balanced(settings, loaded, reasons);
    }

    private static TrainingSettings augmented(
            TrainingSettings settings, LoadedData loaded, ImageShape shape, List<String> reasons) {
        int shift = Math.max(1, Math.min(shape.height(), shape.width()) / 8);
        boolean colour = shape.channels() == 3;
        DataSetSpec spec = loaded.spec();
        boolean mirrored = colour && spec.preprocessing().style() == PictureStyle.PLAIN;
        reasons.add("Images are shifted by up to " + shift + " pixels"
                + (mirrored
                        ? " and mirrored; set flip=none if left and right matter, as in writing."
                        : " and not mirrored: grey images may be writing; set flip=random if a mirror image means the"
                                + " same."));
        TrainingSettings augmented = settings.withCrop(shift);
        return mirrored ? augmented.withFlip(AugmentationSettings.Flip.RANDOM) : augmented;
    }

    private static TrainingSettings balanced(TrainingSettings settings, LoadedData loaded, List<String> reasons) {
        int[] counts = ImageView.all(loaded.train()).countByClass();
        int most = Arrays.stream(counts).max().orElse(1);
        int fewest = Arrays.stream(counts).min().orElse(1);
        TrainingSettings changed = settings;
        if (fewest > 0 && most >= NOTABLE_IMBALANCE * fewest) {
            changed = changed.withSampling(BalanceSettings.Sampling.BALANCED);
            reasons.add("Equally many images of each class are drawn, since the largest has " + most
                    + " and the smallest " + fewest + ".");
        }
        if (loaded.validation().isPresent()) {
            changed = changed.withKeepBest(true);
            reasons.add("The epoch that is best on the "
                    + count(loaded.validation().get().size()) + " validation images is kept.");
        }
        return changed;
    }

    private static String text(ImageShape shape) {
        return shape.width() + " x " + shape.height() + (shape.channels() == 1 ? " in grey" : " in colour");
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}

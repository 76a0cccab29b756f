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
import org.dl4jlab.data.survey.PictureSample;

/**
 * An experiment chosen for given images: network, image size, augmentation and recipe depend on how many images there are, how
 * large they are and whether they are in colour. The same images give the same experiment on every machine.
 *
 * @param experiment ready to train
 * @param network a sentence on why it has this network
 * @param reasons a sentence for each other choice
 */
public record Proposal(Experiment experiment, String network, List<String> reasons) {

    private static final double NOTABLE_IMBALANCE = 3;

    public Proposal {
        reasons = List.copyOf(reasons);
    }

    /**
     * Looks at the images and chooses.
     *
     * @param name of the experiment
     * @param data fetched or decoded if they are not there yet
     * @param chooseShape whether the shape of a folder's images is chosen too; otherwise it stays. Images of a folder that is
     *     to be read in grey stay grey
     * @throws org.dl4jlab.data.DataException if the data cannot be had
     */
    public static Proposal of(
            String name, DataSource data, boolean chooseShape, DataStore store, ProgressListener listener) {
        boolean greyWanted = data.shape().map(shape -> shape.channels() == 1).orElse(false);
        LoadedData loaded = data.pictureFolder()
                .filter(folder -> chooseShape)
                .map(folder -> store.load(folder, sample -> shape(sample, greyWanted), listener))
                .orElseGet(() -> data.load(store, listener));
        List<String> reasons = new ArrayList<>();
        DataSource source = data;
        Optional<FolderSurvey> survey = loaded.pictures().map(pictures -> pictures.survey());
        int images = loaded.train().size();
        int classes = loaded.spec().classCount();
        ProposedRecipe recipe;
        if (chooseShape && survey.isPresent()) {
            recipe = ofPictures(survey.get(), greyWanted, images, classes, reasons);
            source = data.withShape(recipe.shape());
        } else {
            recipe = ProposedRecipe.ofImages(images, loaded.spec().shape(), classes);
            reasons.add("Images are " + text(recipe.shape()) + (survey.isPresent() ? "." : ", as they are given."));
        }
        TrainingSettings settings = settings(loaded, recipe, reasons);
        return new Proposal(
                Experiment.named(name).data(source).network(recipe.network()).settings(settings),
                network(recipe),
                reasons);
    }

    private static String network(ProposedRecipe recipe) {
        return String.format(
                Locale.ROOT,
                "Network %s (%,d parameters): %s. Its %d epochs take %s on two processor cores.",
                recipe.network().name(),
                recipe.parameters(),
                recipe.isSimple()
                        ? "a LeNet learns many small grey images about as well as larger networks, and many times as"
                                + " fast"
                        : "small convolutions, BatchNorm and global pooling learn from few images and take any size",
                recipe.epochs(),
                duration(recipe.minutes()));
    }

    /** What a few pictures let expect; what is chosen follows from all of them, and is nearly always the same. */
    private static ImageShape shape(PictureSample sample, boolean greyWanted) {
        return ProposedRecipe.ofPictures(
                        sample.training(),
                        sample.sizes().medianWidth(),
                        sample.sizes().medianHeight(),
                        sample.grey() || greyWanted,
                        sample.classes())
                .shape();
    }

    private static ProposedRecipe ofPictures(
            FolderSurvey survey, boolean greyWanted, int images, int classes, List<String> reasons) {
        int pictures =
                survey.classes().stream().mapToInt(FolderSurvey.ClassCount::all).sum();
        boolean allGrey = survey.grey() == pictures;
        boolean grey = allGrey || greyWanted;
        int width = survey.sizes().medianWidth();
        int height = survey.sizes().medianHeight();
        ProposedRecipe recipe = ProposedRecipe.ofPictures(images, width, height, grey, classes);
        boolean smaller = recipe.shape().width() * 3 / 2 <= Math.min(width, height);
        reasons.add("Images are " + text(recipe.shape()) + ": pictures are "
                + (allGrey ? "grey" : grey ? "turned to grey" : "in colour") + " and "
                + width + " x " + height + " in the middle, and there are " + count(images) + " to learn from"
                + (!smaller
                        ? "."
                        : images < ProposedRecipe.MANY
                                ? "; in larger ones so few are soon known by heart."
                                : "; larger images would take longer, and the network sees small parts of them only."));
        return recipe;
    }

    private static TrainingSettings settings(LoadedData loaded, ProposedRecipe recipe, List<String> reasons) {
        TrainingSettings settings = TrainingSettings.of(recipe.epochs(), recipe.batch())
                .with(OptimizerSettings.adam(1e-2))
                .with(ScheduleSettings.oneCycle(0.1, 0.25, 0.001));
        reasons.add(count(recipe.epochs()) + " epochs of Adam in one cycle up to 0.01, batches of " + recipe.batch()
                + ": " + count(recipe.imagesSeen()) + " images in all.");
        settings = augmented(settings, loaded, recipe.shape(), reasons);
        if (recipe.images() < ProposedRecipe.MANY) {
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

    private static String duration(double minutes) {
        return minutes < 1 ? "less than a minute" : "about " + count(Math.max(2, Math.round(minutes))) + " minutes";
    }

    private static String text(ImageShape shape) {
        return shape.width() + " x " + shape.height() + (shape.channels() == 1 ? " in grey" : " in colour");
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}

package org.dl4jlab.experiments.question;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.batches.ImageBatchesBuilder;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.experiments.ask.content.Block;
import org.dl4jlab.experiments.ask.judge.Hypothesis;
import org.dl4jlab.experiments.ask.measure.Evidence;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.reports.compare.MeanAndDeviation;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.ui.server.LocalizedText;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Trained networks asked about the same test images in several orders, in inference mode and in training mode. */
final class ImageOrders {

    /** As a test of the lab has. */
    private static final int INFERENCE_BATCH = 1000;

    /** As a training step has. */
    private static final int TRAINING_BATCH = 100;

    /** Training mode runs on DL4J's own layers, which are slower. */
    private static final int TRAINING_IMAGES = 2_000;

    private static final long SEED = 1;

    private enum Order {
        STORED("as stored", "按存储顺序"),
        SHUFFLED("shuffled", "打乱"),
        BY_CLASS("sorted by class", "按类别排序");

        private final LocalizedText title;

        Order(String english, String chinese) {
            this.title = new LocalizedText(english, chinese);
        }

        ImageBatchesBuilder of(ImageView view) {
            ImageBatchesBuilder builder = ImageBatches.of(view);
            return switch (this) {
                case STORED -> builder;
                case SHUFFLED -> builder.shuffle(SEED);
                case BY_CLASS -> builder.sortByClass();
            };
        }
    }

    /**
     * What a network said in one order, by the image's number and not by its place.
     *
     * @param probabilities {@code classes} for each image
     * @param accuracy in [0, 1]
     * @param loss mean negative log-likelihood, added up in the order of appearance
     */
    private record Said(float[] probabilities, double accuracy, double loss) {}

    private final Map<Order, List<Said>> inference = new LinkedHashMap<>();
    private final Map<Order, List<Said>> training = new LinkedHashMap<>();
    private int images;

    private ImageOrders() {}

    static ImageOrders measure(Evidence evidence, String variant) throws IOException {
        ImageOrders orders = new ImageOrders();
        ImageSet test =
                evidence.data(evidence.variant(variant).experiment().data()).test();
        for (Run run : evidence.done(variant)) {
            Normalization normalization =
                    RecordedRun.of(run).data().orElseThrow().input().normalization();
            MultiLayerNetwork network = (MultiLayerNetwork) run.model();
            MultiLayerNetwork fast = Engine.accelerate((MultiLayerNetwork) run.model());
            withoutDropout(network);
            ImageView all = ImageView.all(test);
            ImageView few = all.first(Math.min(TRAINING_IMAGES, all.size()));
            orders.images = all.size();
            for (Order order : Order.values()) {
                orders.inference
                        .computeIfAbsent(order, o -> new ArrayList<>())
                        .add(ask(fast, false, order.of(all).batchSize(INFERENCE_BATCH), normalization, all));
                orders.training
                        .computeIfAbsent(order, o -> new ArrayList<>())
                        .add(ask(network, true, order.of(few).batchSize(TRAINING_BATCH), normalization, few));
            }
        }
        return orders;
    }

    /** Its random masks would hide what batch normalisation does. */
    private static void withoutDropout(MultiLayerNetwork network) {
        for (Layer layer : network.getLayers()) {
            layer.conf().getLayer().setIDropout(null);
        }
    }

    private static Said ask(
            MultiLayerNetwork network,
            boolean trainingMode,
            ImageBatchesBuilder batches,
            Normalization normalization,
            ImageView view) {
        int classes = view.set().classCount();
        float[] probabilities = new float[view.size() * classes];
        int right = 0;
        double loss = 0;
        try (ImageBatches each = batches.normalize(normalization).build()) {
            while (each.hasNext()) {
                DataSet batch = each.next();
                INDArray answer = network.output(batch.getFeatures(), trainingMode);
                int[] numbers = each.lastImages();
                float[] values = answer.dup('c').data().asFloat();
                for (int k = 0; k < numbers.length; k++) {
                    System.arraycopy(values, k * classes, probabilities, numbers[k] * classes, classes);
                    int label = view.set().label(numbers[k]);
                    right += largest(values, k * classes, classes) == label ? 1 : 0;
                    loss -= Math.log(Math.max(values[k * classes + label], Float.MIN_NORMAL));
                }
            }
        }
        return new Said(probabilities, (double) right / view.size(), loss / view.size());
    }

    private static int largest(float[] values, int from, int count) {
        int best = 0;
        for (int c = 1; c < count; c++) {
            best = values[from + c] > values[from + best] ? c : best;
        }
        return best;
    }

    /** That every probability of every network has the same bits in every order, in inference mode. */
    Hypothesis inferenceIsFixed(LocalizedText text) {
        return inference.isEmpty()
                ? new Hypothesis.Unmeasured(text)
                : new Hypothesis.Exact(
                        text, differing(inference) == 0 && sameAccuracies(inference), inferenceFigures());
    }

    /** That some probability depends on the order, in training mode. */
    Hypothesis trainingModeDepends(LocalizedText text) {
        return training.isEmpty()
                ? new Hypothesis.Unmeasured(text)
                : new Hypothesis.Exact(text, differing(training) > 0, trainingFigures());
    }

    private LocalizedText inferenceFigures() {
        long compared = compared(inference);
        LocalizedText accuracies = sameAccuracies(inference)
                ? new LocalizedText("the accuracies are equal", "准确率相同")
                : new LocalizedText("the accuracies differ", "准确率不同");
        return new LocalizedText(
                        "%,d of %,d probabilities differ in a bit between the orders (%d networks, %,d images, batches"
                                + " of %d); %s, and mean losses added up in order of appearance differ by at most %.0e",
                        "各顺序之间 %2$,d 个概率中有 %1$,d 个存在逐位差异（%3$d 个网络，%4$,d 张图像，每批 %5$d 张）；%6$s，"
                                + "按出现顺序累加的平均损失最多相差 %7$.0e")
                .with(differing(inference), compared, networks(), images, INFERENCE_BATCH, accuracies, lossSpread());
    }

    private LocalizedText trainingFigures() {
        return new LocalizedText(
                        "%,d of %,d probabilities differ between the orders; accuracy in training mode %s as stored"
                                + " and %s sorted by class",
                        "各顺序之间 %2$,d 个概率中有 %1$,d 个不同；训练模式下按存储顺序的准确率为 %3$s，按类别排序时为 %4$s")
                .with(
                        differing(training),
                        compared(training),
                        accuracy(training, Order.STORED),
                        accuracy(training, Order.BY_CLASS));
    }

    LocalizedText explanation() {
        return new LocalizedText(
                "In inference, batch normalisation uses the means and deviations that training has kept, so an image"
                        + " is answered alone. In training mode it uses those of the batch, so the neighbours of an image"
                        + " take part in its answer; sorted by class, all neighbours are of one class. Dropout is switched"
                        + " off here, so that the effect is that of batch normalisation alone.",
                "推理模式下，批归一化使用训练中保存的均值和标准差，每张图像独立预测。训练模式下它使用当前批的统计量，"
                        + "同批的其他图像会影响预测结果；按类别排序时，同批图像全属一类。这里关闭了 dropout，因此看到的只是批归一化的作用。");
    }

    Block.Table table() {
        List<List<LocalizedText>> rows = new ArrayList<>();
        for (Order order : Order.values()) {
            rows.add(List.of(
                    order.title,
                    accuracy(inference, order),
                    loss(inference, order),
                    accuracy(training, order),
                    loss(training, order)));
        }
        return new Block.Table(
                new LocalizedText("Mean ± deviation over the networks", "各网络的均值 ± 标准差"),
                List.of(
                        new LocalizedText("test images", "测试图像"),
                        new LocalizedText("accuracy, inference", "准确率（推理）"),
                        new LocalizedText("loss, inference", "损失（推理）"),
                        new LocalizedText("accuracy, training mode, 2,000 images", "准确率（训练模式，2,000 张）"),
                        new LocalizedText("loss, training mode", "损失（训练模式）")),
                rows);
    }

    private int networks() {
        return inference.getOrDefault(Order.STORED, List.of()).size();
    }

    private static LocalizedText accuracy(Map<Order, List<Said>> said, Order order) {
        return LocalizedText.same(
                Metric.TEST_ACCURACY.text(MeanAndDeviation.of(said.getOrDefault(order, List.of()), Said::accuracy)));
    }

    private static LocalizedText loss(Map<Order, List<Said>> said, Order order) {
        return LocalizedText.same(
                Metric.TEST_LOSS.text(MeanAndDeviation.of(said.getOrDefault(order, List.of()), Said::loss)));
    }

    private long compared(Map<Order, List<Said>> said) {
        return said.getOrDefault(Order.STORED, List.of()).stream()
                .mapToLong(s -> s.probabilities().length * (Order.values().length - 1L))
                .sum();
    }

    private static long differing(Map<Order, List<Said>> said) {
        long differing = 0;
        for (Order order : Order.values()) {
            List<Said> all = said.getOrDefault(order, List.of());
            for (int n = 0; n < all.size(); n++) {
                float[] stored = said.get(Order.STORED).get(n).probabilities();
                float[] here = all.get(n).probabilities();
                for (int i = 0; i < here.length; i++) {
                    differing += Float.floatToRawIntBits(here[i]) == Float.floatToRawIntBits(stored[i]) ? 0 : 1;
                }
            }
        }
        return differing;
    }

    private static boolean sameAccuracies(Map<Order, List<Said>> said) {
        return said.values().stream()
                        .map(all -> all.stream().map(Said::accuracy).toList())
                        .distinct()
                        .count()
                == 1;
    }

    private double lossSpread() {
        double spread = 0;
        for (List<Said> all : inference.values()) {
            for (int n = 0; n < all.size(); n++) {
                spread = Math.max(
                        spread,
                        Math.abs(all.get(n).loss()
                                - inference.get(Order.STORED).get(n).loss()));
            }
        }
        return spread;
    }
}

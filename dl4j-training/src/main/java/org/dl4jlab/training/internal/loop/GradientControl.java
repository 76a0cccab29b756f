package org.dl4jlab.training.internal.loop;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.dl4jlab.training.internal.network.TrainableNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Changes a network's gradients between their computation and the update, where DL4J and the engine let listeners look at
 * them: adds those of earlier batches of the same step, and shortens what is too long. DL4J divides gradients, which are
 * sums, by the number of images of the last batch afterwards. BatchNorm's running statistics are moved by "gradients" of
 * their own, which are no sums: those of several batches are averaged, and they count to no length.
 */
final class GradientControl extends BaseTrainingListener {

    private final double longest;
    private final INDArray gradients;
    private final List<INDArray> sums = new ArrayList<>();
    private final List<INDArray> statistics = new ArrayList<>();
    private INDArray earlier;
    private int earlierBatches;
    private int earlierImages;
    private int images;

    /** @param longest norm of a gradient's mean over the images of a step; 0 for no limit */
    GradientControl(TrainableNetwork network, double longest) {
        this.longest = longest;
        this.gradients = network.gradients();
        INDArray flat = gradients.reshape(gradients.length());
        for (UpdaterBlock block : network.updater().getUpdaterBlocks()) {
            for (UpdaterBlock.ParamState parameter : block.getLayersAndVariablesInBlock()) {
                INDArray view =
                        flat.get(NDArrayIndex.interval(parameter.getParamOffsetStart(), parameter.getParamOffsetEnd()));
                String name = parameter.getParamName();
                boolean learns = !(parameter.getLayer().getConfig().getUpdaterByParam(name) instanceof NoOp);
                boolean sum = learns && parameter.getLayer().updaterDivideByMinibatch(name);
                (sum ? sums : statistics).add(view);
            }
        }
    }

    /** Keeps the gradients that the network holds for the step that follows. */
    void keep(int batchImages) {
        if (earlier == null) {
            earlier = gradients.dup();
        } else if (earlierBatches == 0) {
            earlier.assign(gradients);
        } else {
            earlier.addi(gradients);
        }
        earlierBatches++;
        earlierImages += batchImages;
    }

    /** Says how many images the step's last batch has, before it is fitted. */
    void expect(int batchImages) {
        images = batchImages;
    }

    @Override
    public void onGradientCalculation(Model model) {
        if (images == 0) {
            return;
        }
        if (earlierBatches > 0) {
            gradients.addi(earlier);
            double share = (double) images / (earlierImages + images);
            sums.forEach(sum -> sum.muli(share));
            int batches = earlierBatches + 1;
            statistics.forEach(statistic -> statistic.divi(batches));
        }
        if (longest > 0) {
            double norm = norm() / images;
            if (norm > longest) {
                sums.forEach(sum -> sum.muli(longest / norm));
            }
        }
        earlierBatches = 0;
        earlierImages = 0;
        images = 0;
    }

    private double norm() {
        double squares = 0;
        for (INDArray sum : sums) {
            double part = sum.norm2Number().doubleValue();
            squares += part * part;
        }
        return Math.sqrt(squares);
    }
}

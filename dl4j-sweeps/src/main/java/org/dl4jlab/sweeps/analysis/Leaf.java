package org.dl4jlab.sweeps.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tribuo.Model;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.ensemble.EnsembleModel;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.rtree.IndependentRegressionTreeModel;

/**
 * A leaf of a regression tree: a box of the space and the value that the tree predicts there.
 *
 * @param above per axis, the place that a point of the box lies beyond; minus infinity where nothing bounds it
 * @param upTo per axis, the last place that belongs to the box; infinity where nothing bounds it
 * @param value predicted
 */
record Leaf(double[] above, double[] upTo, double value) {

    /**
     * The leaves of each tree of a forest.
     *
     * @param names of the features, in the order of the axes
     */
    static List<List<Leaf>> of(EnsembleModel<Regressor> forest, List<String> names) {
        int[] axes = new int[names.size()];
        forest.getFeatureIDMap()
                .forEach(feature ->
                        axes[forest.getFeatureIDMap().getID(feature.getName())] = names.indexOf(feature.getName()));
        List<List<Leaf>> trees = new ArrayList<>();
        for (Model<Regressor> tree : forest.getModels()) {
            double[] above = new double[names.size()];
            double[] upTo = new double[names.size()];
            Arrays.fill(above, Double.NEGATIVE_INFINITY);
            Arrays.fill(upTo, Double.POSITIVE_INFINITY);
            List<Leaf> leaves = new ArrayList<>();
            collect(root(tree), axes, above, upTo, leaves);
            trees.add(leaves);
        }
        return trees;
    }

    private static Node<Regressor> root(Model<Regressor> tree) {
        return ((IndependentRegressionTreeModel) tree)
                .getRoots()
                .values()
                .iterator()
                .next();
    }

    private static void collect(Node<Regressor> node, int[] axes, double[] above, double[] upTo, List<Leaf> leaves) {
        if (node instanceof SplitNode<Regressor> split) {
            int axis = axes[split.getFeatureID()];
            double[] left = upTo.clone();
            left[axis] = Math.min(left[axis], split.splitValue());
            collect(split.getLessThanOrEqual(), axes, above, left, leaves);
            double[] right = above.clone();
            right[axis] = Math.max(right[axis], split.splitValue());
            collect(split.getGreaterThan(), axes, right, upTo, leaves);
        } else {
            double value = ((LeafNode<Regressor>) node).getOutput().getValues()[0];
            leaves.add(new Leaf(above, upTo, value));
        }
    }
}

package org.dl4jlab.sweeps.analysis;

import java.util.List;
import org.tribuo.Model;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.ensemble.EnsembleModel;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.rtree.IndependentRegressionTreeModel;

/**
 * A random forest that is asked about millions of points. Tribuo's own prediction makes an object or two for each tree and
 * point, which takes some fifty times as long as walking down the tree.
 *
 * @param roots one per tree
 * @param axes the coordinate of a point, by Tribuo's number of the feature
 */
record Forest(List<Node<Regressor>> roots, int[] axes) {

    /** @param names of the features, in the order of a point's coordinates */
    static Forest of(EnsembleModel<Regressor> model, List<String> names) {
        int[] axes = new int[names.size()];
        model.getFeatureIDMap().forEach(feature -> {
            int id = model.getFeatureIDMap().getID(feature.getName());
            axes[id] = names.indexOf(feature.getName());
        });
        return new Forest(model.getModels().stream().map(Forest::root).toList(), axes);
    }

    private static Node<Regressor> root(Model<Regressor> tree) {
        return ((IndependentRegressionTreeModel) tree)
                .getRoots()
                .values()
                .iterator()
                .next();
    }

    /** The mean of all trees at one point. */
    double predict(double[] point) {
        double sum = 0;
        for (Node<Regressor> root : roots) {
            Node<Regressor> node = root;
            while (node instanceof SplitNode<Regressor> split) {
                node = point[axes[split.getFeatureID()]] > split.splitValue()
                        ? split.getGreaterThan()
                        : split.getLessThanOrEqual();
            }
            sum += ((LeafNode<Regressor>) node).getOutput().getValues()[0];
        }
        return sum / roots.size();
    }
}

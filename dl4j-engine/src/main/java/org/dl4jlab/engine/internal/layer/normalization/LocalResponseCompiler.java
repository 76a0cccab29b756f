package org.dl4jlab.engine.internal.layer.normalization;

import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.memory.format_tag;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.internal.layer.shared.LayerCompiler;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;
import org.dl4jlab.engine.internal.plan.Value;

/** Local response normalisation: every channel of a pixel is divided by what its neighbouring channels hold. */
public final class LocalResponseCompiler implements LayerCompiler {
    @Override
    public Optional<String> refusal(Node node) {
        LocalResponseNormalization layer = (LocalResponseNormalization) node.definition();
        if (layer.getDataFormat() != CNN2DFormat.NCHW) {
            return Optional.of("data format " + layer.getDataFormat());
        }
        if (!(layer.getK() > 0) || layer.getAlpha() < 0) {
            return Optional.of(
                    "k " + layer.getK() + " and alpha " + layer.getAlpha() + ", with which it may divide by 0");
        }
        if (LocalResponse.half(layer) >= node.shape().channels()) {
            return Optional.of("a neighbourhood of " + (int) layer.getN() + " of "
                    + node.shape().channels() + " channels");
        }
        return Optional.empty();
    }

    @Override
    public void compile(Node node, PlanBuilder plan) {
        LocalResponseNormalization layer = (LocalResponseNormalization) node.definition();
        Value input = plan.input(node);
        int channels = (int) input.shape().channels();
        Layout layout = Layout.of(format_tag.acdb, input.shape().batch(plan.batch()));
        LocalResponse response = new LocalResponse(layer, channels);
        Tensor x = plan.inLayout(input.tensor(), layout);
        Tensor y = plan.tensor(layout);
        plan.step(new LocalResponseStep(
                node.name() + " local response",
                List.of(x),
                List.of(y),
                response,
                channels,
                chunks -> response.forward(chunks[0], chunks[1])));
        Value output = plan.define(node, y);
        plan.onBackward(() -> {
            if (!input.needsGradient()) {
                return;
            }
            Tensor dx = plan.tensor(layout);
            plan.step(new LocalResponseStep(
                    node.name() + " local response gradient",
                    List.of(x, plan.inLayout(plan.gradient(output), layout)),
                    List.of(dx),
                    response,
                    channels,
                    chunks -> response.backward(chunks[0], chunks[1], chunks[2])));
            plan.contribute(input, dx, false);
        });
    }
}

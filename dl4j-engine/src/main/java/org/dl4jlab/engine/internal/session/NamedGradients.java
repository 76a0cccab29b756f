package org.dl4jlab.engine.internal.session;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's gradient object over a flat array, which lists the parameters when somebody first asks for one of them. DL4J makes
 * such an object at every step, and after most steps nobody asks: the list would take longer than the checks of a step.
 */
final class NamedGradients extends DefaultGradient {
    private transient List<GradientViews.View> unlisted;

    NamedGradients(INDArray flat, List<GradientViews.View> views) {
        super(flat);
        this.unlisted = views;
    }

    private void list() {
        List<GradientViews.View> views = unlisted;
        if (views != null) {
            unlisted = null;
            views.forEach(view -> super.setGradientFor(view.name(), view.gradient(), view.order()));
        }
    }

    @Override
    public Map<String, INDArray> gradientForVariable() {
        list();
        return super.gradientForVariable();
    }

    @Override
    public INDArray gradient(List<String> order) {
        list();
        return super.gradient(order);
    }

    @Override
    public INDArray gradient() {
        list();
        return super.gradient();
    }

    @Override
    public void clear() {
        list();
        super.clear();
    }

    @Override
    public INDArray getGradientFor(String variable) {
        list();
        return super.getGradientFor(variable);
    }

    @Override
    public INDArray setGradientFor(String variable, INDArray gradient) {
        list();
        return super.setGradientFor(variable, gradient);
    }

    @Override
    public INDArray setGradientFor(String variable, INDArray gradient, Character flatteningOrder) {
        list();
        return super.setGradientFor(variable, gradient, flatteningOrder);
    }

    @Override
    public Character flatteningOrderForVariable(String variable) {
        list();
        return super.flatteningOrderForVariable(variable);
    }

    @Override
    public String toString() {
        list();
        return super.toString();
    }

    /** Serialised as the list that it stands for. */
    private Object writeReplace() {
        list();
        DefaultGradient listed = new DefaultGradient(super.gradient());
        super.gradientForVariable()
                .forEach((name, gradient) -> listed.setGradientFor(name, gradient, flatteningOrderForVariable(name)));
        return listed;
    }
}

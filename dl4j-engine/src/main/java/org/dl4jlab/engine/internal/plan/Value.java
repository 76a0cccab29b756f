package org.dl4jlab.engine.internal.plan;

import org.dl4jlab.engine.graph.Shape;

/** The output of a node in a plan being built: its tensor and, on the way back, its gradient. */
public final class Value {
    private final Shape shape;
    private final Tensor tensor;
    private final boolean needsGradient;
    private Tensor gradient;
    private boolean gradientIsShared;
    private boolean rectified;
    private boolean gradientIsRectified;

    Value(Shape shape, Tensor tensor, boolean needsGradient) {
        this.shape = shape;
        this.tensor = tensor;
        this.needsGradient = needsGradient;
    }

    /** Shape of one example. */
    public Shape shape() {
        return shape;
    }

    /** The activations. */
    public Tensor tensor() {
        return tensor;
    }

    /** Whether a layer with parameters lies at or before this value, so that its gradient is wanted. */
    public boolean needsGradient() {
        return needsGradient;
    }

    /** Says that these activations come out of a ReLU, so that zeros mark where no gradient passes. */
    public void markRectified() {
        rectified = true;
    }

    /** Whether {@link #markRectified()} was called. */
    public boolean isRectified() {
        return rectified;
    }

    /** Says that the gradient was already zeroed where the ReLU was off. */
    public void markGradientRectified() {
        gradientIsRectified = true;
    }

    /** Whether {@link #markGradientRectified()} was called. */
    public boolean isGradientRectified() {
        return gradientIsRectified;
    }

    Tensor gradient() {
        return gradient;
    }

    boolean gradientIsShared() {
        return gradientIsShared;
    }

    void setGradient(Tensor newGradient, boolean shared) {
        gradient = newGradient;
        gradientIsShared = shared;
    }
}

package org.dl4jlab.engine.internal.layer.shared;

/** Activation and loss functions in messages. */
public final class FunctionName {
    private FunctionName() {}

    /** ND4J's own as they name themselves. A class derived from one of them inherits the name of what it no longer computes. */
    public static String of(Object function) {
        Class<?> type = function.getClass();
        return type.getPackageName().startsWith("org.nd4j.") ? function.toString() : type.getName();
    }
}

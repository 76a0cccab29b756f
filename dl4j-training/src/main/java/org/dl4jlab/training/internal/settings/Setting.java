package org.dl4jlab.training.internal.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says what a component of a settings record means, with its range, and that a user may override it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

    /** What the value means and its unit, in a few words. */
    String value();

    /** Smallest allowed number; words and booleans have none. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Largest allowed number; words and booleans have none. */
    double max() default Double.POSITIVE_INFINITY;

    /**
     * Whether a run that goes on from a checkpoint may have another value from there on. Not so for whatever decides which
     * images are trained on in which step, or what a checkpoint holds.
     */
    boolean onResume() default false;
}

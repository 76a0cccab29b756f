package org.dl4jlab.models.network;

/** Checks of layer widths. */
final class Widths {

    private Widths() {}

    static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but got " + value + ".");
        }
    }
}

package org.dl4jlab.models.network;

import org.dl4jlab.models.option.InputShape;

/** Checks of widths and image sizes, so that a wrong one is named before DL4J fails somewhere inside. */
final class SizeChecks {

    private SizeChecks() {}

    static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but got " + value + ".");
        }
    }

    static void requireImage(String network, InputShape input, int smallest, String why) {
        if (input.height() < smallest || input.width() < smallest) {
            throw new IllegalArgumentException(network + " needs images of at least " + smallest + "x" + smallest
                    + " pixels (" + why + "), but got " + input.height() + "x" + input.width()
                    + ". Enlarge the images or choose a smaller network.");
        }
    }
}

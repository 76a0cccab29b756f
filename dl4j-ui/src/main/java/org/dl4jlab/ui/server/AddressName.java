package org.dl4jlab.ui.server;

import java.util.regex.Pattern;

/**
 * Names of runs, sweeps and pictures that may stand in an address and name a folder: letters, digits, {@code . _ -}, the
 * first one a letter or a digit, so that none leads out of a folder; at most 200 of them.
 */
public final class AddressName {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    private AddressName() {}

    /** Whether a text is such a name. */
    public static boolean isValid(String text) {
        return VALID.matcher(text).matches();
    }
}

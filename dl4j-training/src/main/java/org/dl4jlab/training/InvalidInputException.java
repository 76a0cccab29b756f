package org.dl4jlab.training;

/** What the user asked for does not exist or is out of range. The message says what was wrong and what is allowed. */
public final class InvalidInputException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    public InvalidInputException(String message) {
        super(message);
    }
}

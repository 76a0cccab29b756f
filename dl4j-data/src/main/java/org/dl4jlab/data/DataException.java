package org.dl4jlab.data;

/**
 * A data set could not be supplied. The message is written for the person at the keyboard: what was wrong, with which
 * file or source, and what to do about it. It may have several lines.
 */
public final class DataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param work that ended early because its thread was interrupted, such as {@code Reading images} */
    public static DataException interrupted(String work, Throwable cause) {
        return new DataException(work + " was interrupted.", cause);
    }
}

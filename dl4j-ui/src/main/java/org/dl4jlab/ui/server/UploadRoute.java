package org.dl4jlab.ui.server;

import java.util.Objects;
import java.util.Set;

/**
 * An address that takes a small body by POST; everything else on this server only gives. The body is held in memory and
 * never written anywhere.
 *
 * @param prefix of the path; one more segment, a plain name, follows: {@code /api/predict/} takes {@code
 *     /api/predict/mnist-cnn-1}
 * @param mediaTypes that the body may be of; none of them can be sent by another site's form
 * @param maxBytes of the body
 * @param handler runs on a worker thread, one call at a time
 */
public record UploadRoute(String prefix, Set<String> mediaTypes, int maxBytes, Handler handler) {

    /** Answers a body. Its thread is interrupted when the sender has left, so that nobody waits for the answer any more. */
    @FunctionalInterface
    public interface Handler {

        /**
         * @param name the last segment of the path
         * @param body at most {@code maxBytes} long
         */
        Answer answer(String name, byte[] body);
    }

    /**
     * @param status of HTTP
     * @param json the text to send
     */
    public record Answer(int status, String json) {}

    public UploadRoute {
        if (!prefix.startsWith("/") || !prefix.endsWith("/")) {
            throw new IllegalArgumentException("The prefix of a path begins and ends with /: " + prefix);
        }
        mediaTypes = Set.copyOf(mediaTypes);
        Objects.requireNonNull(handler);
    }

    boolean takes(String path) {
        return path.startsWith(prefix) && AddressName.isValid(path.substring(prefix.length()));
    }

    String name(String path) {
        return path.substring(prefix.length());
    }
}

package org.dl4jlab.data.survey;

import java.util.List;
import org.dl4jlab.data.picture.PictureFacts;

/**
 * What is known of a folder's pictures after a look at a few of them: enough to choose the size to decode all of them to.
 *
 * @param training number of pictures to learn from; those that turn out to be unreadable are among them
 * @param classes number of classes
 * @param sizes of the few
 * @param grey whether none of the few is in colour
 */
public record PictureSample(int training, int classes, PictureSizes sizes, boolean grey) {

    /** @param facts of a few pictures */
    public static PictureSample of(int training, int classes, List<PictureFacts> facts) {
        return new PictureSample(
                training, classes, PictureSizes.of(facts), facts.stream().noneMatch(PictureFacts::colored));
    }
}

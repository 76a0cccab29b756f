package org.dl4jlab.spark.prediction;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dl4jlab.training.cluster.ClusterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnseenPictureTest {

    @TempDir
    private Path folder;

    @Test
    void aPictureThatIsHereAndNotThereEndsTheWork() throws Exception {
        Path here = Files.createFile(folder.resolve("here.png"));
        List<UnseenPicture> unseen = List.of(
                new UnseenPicture("a", folder.resolve("gone.png").toString()),
                new UnseenPicture("worker-b", here.toString()));
        assertThatThrownBy(() -> UnseenPicture.requireNone(unseen))
                .isInstanceOf(ClusterException.class)
                .hasMessageStartingWith("The machine worker-b does not see " + here);
    }

    @Test
    void aPictureThatWasRemovedMeanwhileDoesNot() {
        List<UnseenPicture> removed =
                List.of(new UnseenPicture("a", folder.resolve("gone.png").toString()));
        assertThatCode(() -> UnseenPicture.requireNone(removed)).doesNotThrowAnyException();
    }
}

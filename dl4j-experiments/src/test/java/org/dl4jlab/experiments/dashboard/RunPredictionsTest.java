package org.dl4jlab.experiments.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.RunFailedException;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.testing.SliceExperiment;
import org.dl4jlab.ui.predict.ImagePrediction;
import org.dl4jlab.ui.predict.PredictableRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which networks the dashboard asks about pictures. */
class RunPredictionsTest {

    @TempDir
    Path runs;

    @Test
    void aRunThatFailedIsAskedByItsLastCheckpoint() throws Exception {
        RunListener breaking = new RunListener() {
            @Override
            public void step(int step, long images, double loss) {
                if (step == 120) {
                    throw new OutOfMemoryError("made up");
                }
            }
        };
        Lab lab = Lab.in(runs, LabOptions.defaults().withListener(breaking));
        assertThatThrownBy(() -> lab.train(SliceExperiment.of("fc2layer", false), Seed.of(1)))
                .isInstanceOf(RunFailedException.class);
        try (RunPredictions predictions = new RunPredictions(new RunFolders(runs))) {
            assertThat(predictions.runs()).singleElement().satisfies(run -> {
                assertThat(run.accuracy()).isEmpty();
                assertThat(run.finished()).isFalse();
            });
            PredictableRun failed = predictions.runs().get(0);
            ByteArrayOutputStream picture = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY), "png", picture);
            ImagePrediction answer = predictions.predict(failed.id(), picture.toByteArray());
            assertThat(answer.classes()).hasSize(10);
            assertThat(answer.classes().stream()
                            .mapToDouble(ImagePrediction.RankedClass::probability)
                            .sum())
                    .isBetween(0.999, 1.001);
        }
    }
}

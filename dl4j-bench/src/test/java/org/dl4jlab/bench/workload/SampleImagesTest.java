package org.dl4jlab.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleImagesTest {

    @Test
    void whatIsWrittenIsReadAndNormalisedByChannel(@TempDir Path folder) throws IOException {
        byte[] pixels = {0, 1, 2, (byte) 255, 4, 5, 6, 7};
        SampleImages samples =
                new SampleImages(2, 1, 2, 3, pixels, new byte[] {2, 0}, new float[] {1, 10}, new float[] {0.5f, 0});
        Path file = folder.resolve("samples");
        samples.write(file);
        SampleImages read = SampleImages.read(file);

        float[] batch = new float[4];
        read.fill(0, 1, batch);
        assertThat(batch).containsExactly(0.5f, 1.5f, 20, 2550);
        read.fill(1, 1, batch);
        assertThat(batch).containsExactly(4.5f, 5.5f, 60, 70);
        assertThat(read.label(0)).isEqualTo(2);
        assertThat(read.batches(1)).isEqualTo(2);
    }

    @Test
    void enlargedImagesHaveSquaresOfEqualPixels() {
        byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8};
        SampleImages samples =
                new SampleImages(2, 2, 2, 3, pixels, new byte[] {1}, new float[] {1, 1}, new float[] {0, 0});

        SampleImages larger = samples.enlarged(2);

        assertThat(larger.pixels())
                .startsWith(1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4, 5, 5, 6, 6)
                .hasSize(32);
        assertThat(larger.height()).isEqualTo(4);
        assertThat(larger.width()).isEqualTo(4);
        assertThat(larger.label(0)).isEqualTo(1);
    }

    @Test
    void anotherFileIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("other"), new byte[100]);

        assertThatThrownBy(() -> SampleImages.read(file)).hasMessageContaining("holds no samples");
    }
}

package org.dl4jlab.data.batches;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.dl4jlab.data.augment.AlternatingFlip;
import org.dl4jlab.data.augment.Cutout;
import org.dl4jlab.data.augment.PadAndCrop;
import org.dl4jlab.data.augment.RandomFlip;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.junit.jupiter.api.Test;

/** Runs that were recorded earlier can be repeated: order and augmentation of a seed stay what they were. */
class RecordedStreamsTest {

    /** The checksum is that of the first version that recorded runs. */
    @Test
    void threeEpochsAreTheBytesTheyAlwaysWere() {
        ImageShape shape = new ImageShape(3, 8, 8);
        byte[] pixels = new byte[50 * shape.size()];
        new Random(7).nextBytes(pixels);
        byte[] labels = new byte[50];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) (i % 4);
        }
        BatchPlan plan = ImageBatches.of(
                        ImageView.all(new ImageSet(shape, List.of("a", "b", "c", "d"), pixels, labels)))
                .batchSize(16)
                .shuffle(5)
                .augment(
                        11,
                        PadAndCrop.zero(2),
                        new RandomFlip(),
                        new AlternatingFlip(),
                        PadAndCrop.reflect(1),
                        Cutout.black(3))
                .plan();
        BatchFiller filler = new BatchFiller(plan);
        FloatBuffer features = FloatBuffer.allocate(16 * shape.size());
        int[] classes = new int[16];
        CRC32 checksum = new CRC32();
        for (int epoch = 0; epoch < 3; epoch++) {
            for (int batch = 0; batch < plan.batches(); batch++) {
                int length = filler.fill(epoch, batch, features, classes);
                int floats = length * shape.size();
                ByteBuffer bytes = ByteBuffer.allocate(floats * Float.BYTES + length);
                bytes.asFloatBuffer().put(features.array(), 0, floats);
                bytes.position(floats * Float.BYTES);
                for (int k = 0; k < length; k++) {
                    bytes.put((byte) classes[k]);
                }
                checksum.update(bytes.array());
            }
        }
        assertThat(Long.toHexString(checksum.getValue())).isEqualTo("b0bc396a");
    }
}

package org.dl4jlab.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.bytedeco.javacv.Frame;
import org.datavec.api.split.FileSplit;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.image.data.ImageWritable;
import org.datavec.image.loader.NativeImageLoader;
import org.datavec.image.recordreader.ImageRecordReader;
import org.dl4jlab.data.image.ImageShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class StepTransformTest {

    private static final ImageShape SHAPE = new ImageShape(3, 6, 5);

    /** A file that holds {@link Images#random}, and is read through DataVec. */
    private static File file(Path folder) throws Exception {
        byte[] image = Images.random(SHAPE);
        BufferedImage picture = new BufferedImage(SHAPE.width(), SHAPE.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SHAPE.height(); y++) {
            for (int x = 0; x < SHAPE.width(); x++) {
                int rgb = 0;
                for (int c = 0; c < 3; c++) {
                    rgb = rgb << 8 | Images.pixel(image, SHAPE, c, y, x) & 0xFF;
                }
                picture.setRGB(x, y, rgb);
            }
        }
        File file = folder.resolve("image.png").toFile();
        ImageIO.write(picture, "png", file);
        return file;
    }

    private static NativeImageLoader loader() {
        return new NativeImageLoader(SHAPE.height(), SHAPE.width(), SHAPE.channels());
    }

    /** DataVec's matrices are {@code [1, channels, height, width]} in BGR order. */
    private static void assertHolds(INDArray matrix, byte[] expected) {
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < SHAPE.height(); y++) {
                for (int x = 0; x < SHAPE.width(); x++) {
                    assertThat(matrix.getInt(0, 2 - c, y, x)).isEqualTo(Images.pixel(expected, SHAPE, c, y, x) & 0xFF);
                }
            }
        }
    }

    @Test
    void doesToDataVecImagesWhatTheStepDoesToBytes(@TempDir Path folder) throws Exception {
        ImageWritable image = loader().asWritable(file(folder));
        ImageStep[] steps = {
            new RandomFlip(),
            new AlternatingFlip(),
            PadAndCrop.zero(2),
            PadAndCrop.reflect(3),
            Cutout.black(3),
            new RandomResizedCrop(0.3),
            new RandomRotation(20, PadAndCrop.Border.REFLECT),
            new ColorJitter(0.4, 0.4, 0.4, 0.1),
            new TrivialAugment(PadAndCrop.Border.ZERO),
            new RandAugment(2, 9, PadAndCrop.Border.ZERO),
            PixelPermutation.random(SHAPE.area(), 5)
        };
        for (ImageStep step : steps) {
            StepTransform transform = new StepTransform(step, 11);
            for (int epoch = 0; epoch < 2; epoch++) {
                transform.startEpoch(epoch);
                for (int number = 0; number < 10; number++) {
                    ImageWritable changed = transform.transform(image);
                    assertThat(transform.getCurrentImage()).isSameAs(changed);
                    assertHolds(
                            loader().asMatrix(changed),
                            Images.apply(step, Images.random(SHAPE), SHAPE, new RandomDraws(11, epoch, number)));
                }
            }
        }
        assertHolds(loader().asMatrix(image), Images.random(SHAPE));
    }

    @Test
    void worksInARecordReader(@TempDir Path folder) throws Exception {
        file(folder);
        try (ImageRecordReader reader = new ImageRecordReader(SHAPE.height(), SHAPE.width(), SHAPE.channels())) {
            PixelPermutation permutation = PixelPermutation.random(SHAPE.area(), 5);
            reader.initialize(new FileSplit(folder.toFile()), new StepTransform(permutation, 11));
            INDArray matrix = ((NDArrayWritable) reader.next().get(0)).get();
            assertHolds(matrix, Images.apply(permutation, Images.random(SHAPE), SHAPE, new RandomDraws(0, 0, 0)));
        }
    }

    @Test
    void aRandomDecidesWhereOneIsGiven(@TempDir Path folder) throws Exception {
        ImageWritable image = loader().asWritable(file(folder));
        StepTransform transform = new StepTransform(PadAndCrop.zero(2), 11);
        INDArray first = loader().asMatrix(transform.transform(image, new Random(1)));
        INDArray again = loader().asMatrix(transform.transform(image, new Random(1)));
        INDArray other = loader().asMatrix(transform.transform(image, new Random(4)));
        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void leavesTheGlobalRandomGeneratorAlone(@TempDir Path folder) throws Exception {
        ImageWritable image = loader().asWritable(file(folder));
        Nd4j.getRandom().setSeed(77);
        long expected = Nd4j.getRandom().nextLong();
        Nd4j.getRandom().setSeed(77);
        new StepTransform(new RandomFlip(), 11).transform(image);
        assertThat(Nd4j.getRandom().nextLong()).isEqualTo(expected);
    }

    @Test
    void readsRowsThatArePadded() {
        // Width 5 in one channel: JavaCV aligns rows to 8 bytes, so the stride differs from the width.
        Frame frame = new Frame(5, 2, Frame.DEPTH_UBYTE, 1);
        assertThat(frame.imageStride).isGreaterThan(5);
        ByteBuffer pixels = (ByteBuffer) frame.image[0];
        for (int x = 0; x < 5; x++) {
            pixels.put(x, (byte) x);
            pixels.put(frame.imageStride + x, (byte) (10 + x));
        }
        StepTransform transform = new StepTransform(PixelPermutation.of(9, 8, 7, 6, 5, 4, 3, 2, 1, 0), 0);
        Frame changed = transform.transform(new ImageWritable(frame)).getFrame();
        ByteBuffer result = (ByteBuffer) changed.image[0];
        for (int x = 0; x < 5; x++) {
            assertThat(result.get(x)).isEqualTo((byte) (14 - x));
            assertThat(result.get(changed.imageStride + x)).isEqualTo((byte) (4 - x));
        }
    }

    @Test
    void saysWhatItCannotDo() {
        StepTransform transform = new StepTransform(new RandomFlip(), 11);
        assertThat(transform.transform(null)).isNull();
        assertThatThrownBy(() -> transform.transform(new ImageWritable(new Frame(4, 4, Frame.DEPTH_FLOAT, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unsigned bytes");
        assertThatThrownBy(() -> transform.query(1, 2)).isInstanceOf(UnsupportedOperationException.class);
    }
}

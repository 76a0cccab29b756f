package org.dl4jlab.data.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.Random;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.PixelImages;
import org.junit.jupiter.api.Test;

class ImageResamplingTest {

    @Test
    void anImageInMemoryIsResampledAsAPictureIs() throws UnreadablePictureException {
        ImageShape from = new ImageShape(3, 11, 17);
        byte[] image = new byte[from.size()];
        new Random(1).nextBytes(image);
        BufferedImage picture = PixelImages.of(image, 0, from);
        for (ImageShape to : new ImageShape[] {new ImageShape(3, 32, 20), new ImageShape(1, 5, 40)}) {
            byte[] asPicture =
                    PicturePreprocessing.of(to).prepare(Picture.of(picture)).pixels();
            assertThat(ImageResampling.resample(image, from, to)).isEqualTo(asPicture);
        }
    }

    @Test
    void greyIsRepeatedInAllChannelsAndComesBackUnchanged() {
        ImageShape grey = new ImageShape(1, 4, 3);
        ImageShape colour = new ImageShape(3, 4, 3);
        byte[] image = {0, 1, 2, 3, 50, 100, (byte) 150, (byte) 200, (byte) 255, 9, 8, 7};
        byte[] repeated = ImageResampling.resample(image, grey, colour);
        for (int p = 0; p < 36; p++) {
            assertThat(repeated[p]).isEqualTo(image[p % 12]);
        }
        assertThat(ImageResampling.resample(repeated, colour, grey)).isEqualTo(image);
    }

    @Test
    void channelsThatAreNoPictureAreRefused() {
        assertThatThrownBy(
                        () -> ImageResampling.resample(new byte[8], new ImageShape(2, 2, 2), new ImageShape(1, 2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[2, 2, 2]");
    }
}

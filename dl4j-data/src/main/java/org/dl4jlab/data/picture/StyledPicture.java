package org.dl4jlab.data.picture;

import java.util.List;
import org.dl4jlab.data.image.ImageShape;

/** Makes a grey picture like those of a data set that are light on black, perhaps framed (see {@link PictureStyle}). */
final class StyledPicture {

    /** Enough to frame a digit well; larger pictures are brought to it first. */
    private static final int LARGEST_SIDE = 512;

    private static final int HALF = 127;

    private StyledPicture() {}

    /** The whole picture, as it is or brought to a size that is enough. */
    static Placement whole(Picture picture) {
        int longest = Math.max(picture.width(), picture.height());
        double scale = Math.min(1, (double) LARGEST_SIDE / longest);
        return new Placement(
                new Orientation.Window(0, 0, picture.width(), picture.height()),
                (int) Math.max(1, Math.round(scale * picture.width())),
                (int) Math.max(1, Math.round(scale * picture.height())),
                "resized");
    }

    /**
     * @param grey the picture as it was placed, {@code [height, width]}
     * @param changes takes what is done to it
     * @return {@code [1, height, width]} of the preprocessing's shape
     */
    static byte[] prepare(
            PicturePreprocessing preprocessing, Picture picture, Placement placed, byte[] grey, List<String> changes) {
        ImageShape shape = preprocessing.shape();
        int height = placed.height();
        int width = placed.width();
        if (edgeMean(grey, height, width) > HALF) {
            for (int p = 0; p < grey.length; p++) {
                grey[p] = (byte) ~grey[p];
            }
            changes.add("inverted, because it is dark on light");
        }
        if (picture.width() == shape.width() && picture.height() == shape.height()) {
            return grey;
        }
        String sizes =
                " from " + picture.width() + " x " + picture.height() + " to " + shape.width() + " x " + shape.height();
        if (preprocessing.style() == PictureStyle.FRAMED_DIGIT) {
            changes.add("cut out and centred" + sizes);
            return DigitCentering.frame(grey, height, width, shape);
        }
        changes.add("resized" + sizes);
        return resized(grey, height, width, shape.height(), shape.width());
    }

    static byte[] resized(byte[] grey, int height, int width, int newHeight, int newWidth) {
        Resampler resampler = new Resampler(new Orientation.Window(0, 0, width, height), 1, newWidth, newHeight);
        for (int y = 0; y < height; y++) {
            resampler.greyRow(y, grey, y * width);
        }
        return resampler.result();
    }

    /** Mean of the outermost pixels, which are background in any picture of one thing. */
    private static double edgeMean(byte[] plane, int height, int width) {
        long sum = 0;
        int count = 0;
        for (int y = 0; y < height; y++) {
            boolean whole = y == 0 || y == height - 1;
            for (int x = 0; x < width; x += whole || width == 1 ? 1 : width - 1) {
                sum += plane[y * width + x] & 0xFF;
                count++;
            }
        }
        return (double) sum / count;
    }
}

package org.dl4jlab.training.internal.classify;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.dl4jlab.data.image.ImageShape;

/**
 * Makes any picture like the training images: grey or RGB as they are, and stretched to their height and width.
 *
 * <p>MNIST and Fashion-MNIST are light on black. A picture whose edge is mostly light is taken for dark on light and
 * inverted. A digit that is not already of MNIST's size is framed as MNIST's were ({@link DigitFrame}); one that is, is
 * taken as it is.
 *
 * @param shape of the training images
 * @param lightOnDark whether they are light on black
 * @param digits whether they are framed as MNIST's digits are
 */
record PicturePreparation(ImageShape shape, boolean lightOnDark, boolean digits) {

    private static final float HALF = 127.5f;

    static PicturePreparation of(String dataSet, ImageShape shape) {
        boolean digits = dataSet.equals("mnist");
        return new PicturePreparation(shape, digits || dataSet.equals("fashion-mnist"), digits);
    }

    PreparedPicture prepare(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        List<String> changes = new ArrayList<>();
        float[][] planes = PicturePlanes.of(picture, shape.channels());
        if (shape.channels() == 1 && picture.getColorModel().getNumColorComponents() > 1 && !isGrey(picture)) {
            changes.add("turned to grey");
        }
        if (lightOnDark && edgeMean(planes[0], height, width) > HALF) {
            for (int p = 0; p < planes[0].length; p++) {
                planes[0][p] = 255 - planes[0][p];
            }
            changes.add("inverted, because it is dark on light");
        }
        if (width != shape.width() || height != shape.height()) {
            String from = "from " + width + " x " + height;
            String to = shape.width() + " x " + shape.height();
            if (digits) {
                planes[0] = DigitFrame.frame(planes[0], height, width, shape);
                changes.add("cut out and centred " + from + " to " + to);
            } else {
                for (int c = 0; c < planes.length; c++) {
                    planes[c] = Resampling.resize(planes[c], height, width, shape.height(), shape.width());
                }
                changes.add("resized " + from + " to " + to);
            }
        }
        byte[] pixels = new byte[shape.size()];
        for (int c = 0; c < planes.length; c++) {
            for (int p = 0; p < shape.area(); p++) {
                pixels[c * shape.area() + p] = (byte) Math.max(0, Math.min(255, Math.round(planes[c][p])));
            }
        }
        return new PreparedPicture(pixels, List.copyOf(changes));
    }

    private static boolean isGrey(BufferedImage picture) {
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int rgb = picture.getRGB(x, y);
                if ((rgb >> 16 & 0xFF) != (rgb & 0xFF) || (rgb >> 8 & 0xFF) != (rgb & 0xFF)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Mean of the outermost pixels, which are background in any picture of one thing. */
    private static double edgeMean(float[] plane, int height, int width) {
        double sum = 0;
        int count = 0;
        for (int y = 0; y < height; y++) {
            int step = y == 0 || y == height - 1 ? 1 : Math.max(1, width - 1);
            for (int x = 0; x < width; x += step) {
                sum += plane[y * width + x];
                count++;
            }
        }
        return sum / count;
    }
}

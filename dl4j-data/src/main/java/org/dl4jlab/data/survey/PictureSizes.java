package org.dl4jlab.data.survey;

import java.util.List;
import org.dl4jlab.data.picture.PictureFacts;

/**
 * Sizes of pictures in pixels, upright.
 *
 * @param smallestWidth of all
 * @param smallestHeight of all
 * @param medianWidth half of the pictures are narrower
 * @param medianHeight half of the pictures are lower
 * @param largestWidth of all
 * @param largestHeight of all
 * @param different number of different sizes
 */
public record PictureSizes(
        int smallestWidth,
        int smallestHeight,
        int medianWidth,
        int medianHeight,
        int largestWidth,
        int largestHeight,
        int different) {

    static PictureSizes of(List<PictureFacts> pictures) {
        int[] widths = pictures.stream().mapToInt(PictureFacts::width).sorted().toArray();
        int[] heights =
                pictures.stream().mapToInt(PictureFacts::height).sorted().toArray();
        if (widths.length == 0) {
            return new PictureSizes(0, 0, 0, 0, 0, 0, 0);
        }
        long different = pictures.stream()
                .mapToLong(p -> (long) p.width() << 32 | p.height())
                .distinct()
                .count();
        int last = widths.length - 1;
        return new PictureSizes(
                widths[0],
                heights[0],
                widths[widths.length / 2],
                heights[heights.length / 2],
                widths[last],
                heights[last],
                (int) different);
    }
}

package org.dl4jlab.data.picture;

/**
 * What is remembered of a picture when its pixels are gone.
 *
 * @param format of the file
 * @param width in pixels, upright
 * @param height in pixels, upright
 * @param colored whether a pixel has a colour that is not a grey
 * @param transparent whether a pixel is transparent, wholly or partly
 * @param turned whether a tag says that the stored picture must be turned
 */
public record PictureFacts(
        PictureFormat format, int width, int height, boolean colored, boolean transparent, boolean turned) {}

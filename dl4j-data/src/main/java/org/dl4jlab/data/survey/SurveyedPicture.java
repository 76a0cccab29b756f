package org.dl4jlab.data.survey;

import org.dl4jlab.data.folder.DataPart;
import org.dl4jlab.data.picture.PictureFacts;
import org.dl4jlab.data.picture.PictureFingerprint;

/**
 * One picture that is used.
 *
 * @param path below the folder
 * @param className of what it shows
 * @param part that it is used in
 * @param content checksum of its file
 * @param facts of the picture
 * @param fingerprint by which copies are known
 */
public record SurveyedPicture(
        String path,
        String className,
        DataPart part,
        String content,
        PictureFacts facts,
        PictureFingerprint fingerprint) {}

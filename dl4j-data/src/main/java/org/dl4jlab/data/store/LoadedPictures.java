package org.dl4jlab.data.store;

import java.util.List;
import org.dl4jlab.data.survey.FolderSurvey;

/**
 * What is known of the pictures of a folder.
 *
 * @param train paths of the training pictures, in the order of the images
 * @param validation paths of the validation pictures
 * @param test paths of the test pictures
 * @param survey of the whole folder
 */
public record LoadedPictures(List<String> train, List<String> validation, List<String> test, FolderSurvey survey) {

    public LoadedPictures {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }
}

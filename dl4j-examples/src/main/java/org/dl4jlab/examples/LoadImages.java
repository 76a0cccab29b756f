package org.dl4jlab.examples;

import java.nio.file.Path;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.data.store.LoadedData;

/** Loads a data set of the catalogue and the folder {@code pets} of one's own pictures, and says what is odd about them. */
public final class LoadImages {

    private LoadImages() {}

    public static void main(String[] args) {
        DataStore store = DataStore.standard();
        LoadedData mnist = store.load(DataSets.MNIST);
        LoadedData pets = store.load(ImageFolder.of(Path.of("pets"), new ImageShape(3, 64, 64)));
        pets.pictures().orElseThrow().survey().findings().forEach(System.out::println);

        System.out.println(mnist.train().size() + " digits");
        System.out.println(pets.train().size() + " pets of " + pets.spec().classNames());
    }
}

package org.dl4jlab.data.store;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.image.ImageShape;

/**
 * Makes folders of pictures, no two of which are equal.
 *
 * @param root the folder
 * @param store with a cache of its own
 */
record FolderFixture(Path root, DataStore store, Random random) {

    static final ImageShape SHAPE = new ImageShape(3, 4, 6);

    static FolderFixture in(Path temp) throws IOException {
        return new FolderFixture(
                Files.createDirectories(temp.resolve("My Pictures")),
                DataStore.open(temp.resolve("cache")),
                new Random(7));
    }

    /** A picture of one colour with a little noise. */
    Path picture(String path, int width, int height, int rgb) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < width * height; p++) {
            image.setRGB(p % width, p / width, rgb ^ random.nextInt(4));
        }
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, path.substring(path.lastIndexOf('.') + 1), file.toFile());
        return file;
    }

    /** Pictures {@code 0.png}, {@code 1.png}, … of a class. */
    void pictures(String folder, int count, int rgb) throws IOException {
        for (int i = 0; i < count; i++) {
            picture(folder + "/" + i + ".png", 8, 6, rgb);
        }
    }

    LoadedData load() {
        return store.load(ImageFolder.of(root, SHAPE));
    }
}

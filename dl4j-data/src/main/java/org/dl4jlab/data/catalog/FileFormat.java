package org.dl4jlab.data.catalog;

/** How the files of a data set hold its images. */
public enum FileFormat {
    /** A file of images and a file of labels, each with a header: <a href="http://yann.lecun.com/exdb/mnist/">MNIST</a>. */
    IDX,
    /** Records of one label byte and the image: <a href="https://www.cs.toronto.edu/~kriz/cifar.html">CIFAR</a>. */
    CIFAR_BINARY,
    /** One picture per file, one folder per class. */
    PICTURES
}

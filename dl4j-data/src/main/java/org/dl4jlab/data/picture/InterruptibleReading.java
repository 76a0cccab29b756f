package org.dl4jlab.data.picture;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/** Ends the reading of a picture between two of its rows once its thread is interrupted: nobody waits for it any more. */
final class InterruptibleReading implements IIOReadProgressListener {

    static void of(ImageReader reader) {
        reader.addIIOReadProgressListener(new InterruptibleReading());
    }

    /** @throws UnreadablePictureException if the reading was ended, so that the picture is not whole */
    static void requireWhole() throws UnreadablePictureException {
        if (Thread.currentThread().isInterrupted()) {
            throw new UnreadablePictureException("was not read to its end, because that was stopped");
        }
    }

    private static void look(ImageReader reader) {
        if (Thread.currentThread().isInterrupted()) {
            reader.abort();
        }
    }

    @Override
    public void imageStarted(ImageReader reader, int index) {
        look(reader);
    }

    @Override
    public void imageProgress(ImageReader reader, float percentage) {
        look(reader);
    }

    @Override
    public void sequenceStarted(ImageReader reader, int first) {}

    @Override
    public void sequenceComplete(ImageReader reader) {}

    @Override
    public void imageComplete(ImageReader reader) {}

    @Override
    public void thumbnailStarted(ImageReader reader, int index, int thumbnail) {}

    @Override
    public void thumbnailProgress(ImageReader reader, float percentage) {}

    @Override
    public void thumbnailComplete(ImageReader reader) {}

    @Override
    public void readAborted(ImageReader reader) {}
}

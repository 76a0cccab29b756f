package org.dl4jlab.data.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.datavec.api.records.Record;
import org.datavec.api.split.CollectionInputSplit;
import org.datavec.api.writable.BytesWritable;
import org.datavec.api.writable.Writable;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.fetch.TinySet;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** IDX files, good and damaged in every way that their header or length can be. */
class IdxReaderTest {

    private static final ImageShape SHAPE = new ImageShape(1, 2, 3);
    private static final byte[] PIXELS = {0, 1, 2, 3, 4, 5, -1, -2, -3, -4, -5, -6, 10, 20, 30, 40, 50, 60};
    private static final byte[] IMAGES = TinySet.idx(PIXELS, 0x803, 3, 2, 3);
    private static final byte[] LABELS = TinySet.idx(new byte[] {1, 0, 1}, 0x801, 3);

    @TempDir
    Path folder;

    private List<Path> files(byte[] images, byte[] labels) throws IOException {
        return List.of(Files.write(folder.resolve("images"), images), Files.write(folder.resolve("labels"), labels));
    }

    private static ImageBytesRecordReader reader() {
        return ImageBytesRecordReader.idx(SHAPE, 2);
    }

    private ImageSet decode(byte[] images, byte[] labels) throws IOException {
        return ImageSetDecoder.decode(reader(), files(images, labels), SHAPE, List.of("a", "b"), 3);
    }

    private static void assertRight(ImageSet set) {
        assertThat(set.pixels()).isEqualTo(PIXELS);
        assertThat(new int[] {set.label(0), set.label(1), set.label(2)}).containsExactly(1, 0, 1);
    }

    @Test
    void plainFiles() throws IOException {
        assertRight(decode(IMAGES, LABELS));
    }

    @Test
    void gzipFilesWhateverTheirName() throws IOException {
        assertRight(decode(TinySet.gzip(IMAGES), TinySet.gzip(LABELS)));
    }

    static List<Arguments> damages() {
        return List.of(
                images("not IDX", b -> put(b, 0, 0x89504E47), "is not an IDX file: it starts with 0x89504E47"),
                images("float", b -> put(b, 0, 0xD03), "elements of type 0x0D (float), expected 0x08"),
                images("unknown type", b -> put(b, 0, 0x703), "elements of type 0x07 (unknown)"),
                images("labels for images", b -> put(b, 0, 0x801), "has 1 dimensions in its header, expected 3"),
                images("four dimensions", b -> put(b, 0, 0x804), "has 4 dimensions in its header, expected 3"),
                images("negative count", b -> put(b, 4, -3), "negative size -3 for dimension 0"),
                images("other height", b -> put(b, 8, 3), "images of 3x3 pixels, expected 2x3"),
                images("other width", b -> put(b, 12, 2), "images of 2x2 pixels, expected 2x3"),
                images("huge dimension", b -> put(b, 12, Integer.MAX_VALUE), "images of 2x2147483647 pixels"),
                images("huge count", b -> put(b, 4, Integer.MAX_VALUE), "3 labels for the 2147483647 images"),
                images("truncated", b -> Arrays.copyOf(b, b.length - 1), "ends 1 bytes too early"),
                images("truncated header", b -> Arrays.copyOf(b, 9), "too early"),
                images("empty", b -> new byte[0], "too early"),
                images("oversized", b -> Arrays.copyOf(b, b.length + 1), "is longer than the 3 entries"),
                images("damaged gzip", IdxReaderTest::damagedGzip, "Cannot read"),
                images("garbage after gzip", b -> append(TinySet.gzip(b), 7), "Cannot read"),
                images("truncated gzip", b -> Arrays.copyOf(TinySet.gzip(b), 30), "Cannot read"),
                labels("images for labels", b -> put(b, 0, 0x803), "has 3 dimensions in its header, expected 1"),
                labels("fewer labels", b -> put(b, 4, 2), "holds 2 labels for the 3 images"),
                labels("label 2 of 2 classes", b -> set(b, 9, 2), "gives image 1 the label 2, allowed are 0 to 1"),
                labels("label 255", b -> set(b, 8, -1), "gives image 0 the label 255, allowed are 0 to 1"),
                labels("truncated", b -> Arrays.copyOf(b, b.length - 1), "ends after 2 of 3 labels"),
                labels("oversized", b -> Arrays.copyOf(b, b.length + 1), "is longer than the 3 entries"));
    }

    private static Arguments images(String name, UnaryOperator<byte[]> damage, String message) {
        return Arguments.of("images: " + name, damage.apply(IMAGES.clone()), LABELS, message);
    }

    private static Arguments labels(String name, UnaryOperator<byte[]> damage, String message) {
        return Arguments.of("labels: " + name, IMAGES, damage.apply(LABELS.clone()), message);
    }

    private static byte[] put(byte[] bytes, int offset, int value) {
        ByteBuffer.wrap(bytes).putInt(offset, value);
        return bytes;
    }

    private static byte[] set(byte[] bytes, int offset, int value) {
        bytes[offset] = (byte) value;
        return bytes;
    }

    private static byte[] append(byte[] bytes, int value) {
        return set(Arrays.copyOf(bytes, bytes.length + 1), bytes.length, value);
    }

    private static byte[] damagedGzip(byte[] bytes) {
        byte[] gzip = TinySet.gzip(bytes);
        gzip[gzip.length - 6] ^= 1;
        return gzip;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void damageIsNamed(String name, byte[] images, byte[] labels, String message) {
        assertThatThrownBy(() -> decode(images, labels))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> ImageSetDecoder.decode(
                        reader(),
                        List.of(folder.resolve("none"), folder.resolve("nothing")),
                        SHAPE,
                        List.of("a", "b"),
                        3))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none");
    }

    @Test
    void moreOrFewerImagesThanTheCatalogueSaysAreRefused() throws IOException {
        List<Path> files = files(IMAGES, LABELS);
        assertThatThrownBy(() -> ImageSetDecoder.decode(reader(), files, SHAPE, List.of("a", "b"), 4))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("hold 3 images, expected 4");
        assertThatThrownBy(() -> ImageSetDecoder.decode(reader(), files, SHAPE, List.of("a", "b"), 2))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("more than the 2 images expected");
    }

    @Test
    void theReaderKeepsDataVecsContract() throws IOException {
        CollectionInputSplit split = new CollectionInputSplit(
                files(IMAGES, LABELS).stream().map(Path::toUri).toList());
        try (ImageBytesRecordReader reader = reader()) {
            reader.initialize(split);
            List<Writable> first = reader.next();
            assertThat(((BytesWritable) first.get(0)).getContent()).containsExactly(0, 1, 2, 3, 4, 5);
            assertThat(first.get(1).toInt()).isEqualTo(1);
            Record second = reader.nextRecord();
            reader.next();
            assertThat(reader.hasNext()).isFalse();
            assertThatThrownBy(reader::next).isInstanceOf(java.util.NoSuchElementException.class);

            Record again = reader.loadFromMetaData(second.getMetaData());
            assertThat(((BytesWritable) again.getRecord().get(0)).getContent()).containsExactly(-1, -2, -3, -4, -5, -6);
            reader.reset();
            assertThat(reader.next().get(0)).isEqualTo(first.get(0));
            assertThat(reader.batchesSupported()).isFalse();
            assertThat(reader.getLabels()).containsExactly("0", "1");
        }
    }
}

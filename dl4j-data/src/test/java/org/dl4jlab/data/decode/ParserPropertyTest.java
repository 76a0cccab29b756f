package org.dl4jlab.data.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.fetch.TinySet;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;

/**
 * Thousands of damaged inputs: a parser answers with a {@link DataException}, or with exactly the images that the bytes
 * still mean. Nothing else: no other exception, no endless loop, no grab for memory.
 */
class ParserPropertyTest {

    private static final int COUNT = 5;
    private static final int CLASSES = 3;
    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final ImageShape GREY = new ImageShape(1, 2, 3);
    private static final ImageShape RGB = new ImageShape(3, 2, 2);

    private static Path folder;

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("parser-property");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** One change to an input. */
    record Mutation(int kind, int position, int value) {

        byte[] apply(byte[] input) {
            if (input.length == 0) {
                return new byte[] {(byte) value};
            }
            int at = position % input.length;
            byte[] out = input.clone();
            switch (kind) {
                case 0 -> out[at] = (byte) value;
                case 1 -> out[at] ^= (byte) (1 << (value & 7));
                case 2 -> out = Arrays.copyOf(input, at);
                case 3 -> out = Arrays.copyOf(input, input.length + 1 + (value & 63));
                case 4 -> {
                    // A byte more in the middle.
                    out = Arrays.copyOf(input, input.length + 1);
                    System.arraycopy(input, at, out, at + 1, input.length - at);
                }
                case 5 -> {
                    // A byte less in the middle.
                    out = Arrays.copyOf(input, input.length - 1);
                    System.arraycopy(input, at + 1, out, at, input.length - at - 1);
                }
                case 6 -> Arrays.fill(out, at, Math.min(input.length, at + 1 + (value & 15)), (byte) value);
                default -> {
                    // A whole number in a header, small or absurd.
                    if (input.length >= 4) {
                        int place = Math.min(at & 0x1C, input.length - 4);
                        ByteBuffer.wrap(out).putInt(place, value << (position & 31));
                    }
                }
            }
            return out;
        }
    }

    @Provide
    Arbitrary<List<Mutation>> mutations() {
        Arbitrary<Integer> kinds = Arbitraries.integers().between(0, 7);
        Arbitrary<Integer> positions =
                Arbitraries.integers().between(0, 1 << 12).withoutEdgeCases();
        Arbitrary<Integer> values = Arbitraries.integers().between(-1, 255);
        return Combinators.combine(kinds, positions, values)
                .as(Mutation::new)
                .list()
                .ofMinSize(0)
                .ofMaxSize(3);
    }

    private static byte[] mutate(byte[] input, List<Mutation> mutations) {
        byte[] out = input;
        for (Mutation mutation : mutations) {
            out = mutation.apply(out);
        }
        return out;
    }

    private static byte[] pixels(int count, ImageShape shape) {
        byte[] pixels = new byte[count * shape.size()];
        new Random(3).nextBytes(pixels);
        return pixels;
    }

    private static final byte[] SPRITE_RECORDS = new byte[COUNT * (1 + RGB.size())];
    private static final byte[] SPRITES;

    static {
        new Random(5).nextBytes(SPRITE_RECORDS);
        try {
            SPRITES = CifarReaderTest.png(CifarReaderTest.picture(SPRITE_RECORDS, BufferedImage.TYPE_3BYTE_BGR));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static final byte[] IDX_IMAGES =
            TinySet.idx(pixels(COUNT, GREY), 0x803, COUNT, GREY.height(), GREY.width());
    private static final byte[] IDX_LABELS = TinySet.idx(new byte[] {0, 1, 2, 1, 0}, 0x801, COUNT);

    private static ImageSet idx(byte[] images, byte[] labels) throws IOException {
        List<Path> files =
                List.of(Files.write(folder.resolve("images"), images), Files.write(folder.resolve("labels"), labels));
        try {
            return ImageSetDecoder.decode(ImageBytesRecordReader.idx(GREY, CLASSES), files, GREY, NAMES, COUNT);
        } catch (DataException e) {
            assertThat(e.getMessage()).isNotBlank();
            return null;
        }
    }

    @Property(tries = 4000, shrinking = ShrinkingMode.OFF)
    void idx(@ForAll("mutations") List<Mutation> first, @ForAll("mutations") List<Mutation> second) throws IOException {
        byte[] images = mutate(IDX_IMAGES, first);
        byte[] labels = mutate(IDX_LABELS, second);
        ImageSet found = idx(images, labels);
        assertThat(found != null).isEqualTo(isIdx(images, labels));
        if (found != null) {
            assertIdx(found, images, labels);
        }
    }

    /** What IDX means, in other words than the reader's. */
    private static boolean isIdx(byte[] images, byte[] labels) {
        boolean headers = images.length == 16 + COUNT * GREY.size()
                && labels.length == 8 + COUNT
                && Arrays.equals(Arrays.copyOf(images, 16), Arrays.copyOf(IDX_IMAGES, 16))
                && Arrays.equals(Arrays.copyOf(labels, 8), Arrays.copyOf(IDX_LABELS, 8));
        if (headers) {
            for (int i = 8; i < labels.length; i++) {
                headers &= (labels[i] & 0xFF) < CLASSES;
            }
        }
        return headers;
    }

    private static void assertIdx(ImageSet found, byte[] images, byte[] labels) {
        assertThat(found.pixels()).isEqualTo(Arrays.copyOfRange(images, 16, images.length));
        for (int i = 0; i < COUNT; i++) {
            assertThat(found.label(i)).isEqualTo(labels[8 + i]);
        }
    }

    @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
    void gzippedIdx(@ForAll("mutations") List<Mutation> mutations) throws IOException {
        byte[] images = mutate(TinySet.gzip(IDX_IMAGES), mutations);
        ImageSet found = idx(images, IDX_LABELS);
        if (found != null) {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(images))) {
                assertIdx(found, in.readAllBytes(), IDX_LABELS);
            }
        }
    }

    @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
    void cifarBinary(@ForAll("mutations") List<Mutation> mutations) throws IOException {
        int size = 1 + RGB.size();
        byte[] good = new byte[COUNT * size];
        System.arraycopy(pixels(COUNT, RGB), 0, good, 0, COUNT * RGB.size());
        for (int i = 0; i < COUNT; i++) {
            good[i * size] = (byte) (i % CLASSES);
        }
        byte[] bytes = mutate(good, mutations);
        boolean valid = bytes.length == good.length;
        for (int i = 0; valid && i < COUNT; i++) {
            valid = (bytes[i * size] & 0xFF) < CLASSES;
        }
        Path file = Files.write(folder.resolve("batch.bin"), bytes);
        ImageSet found = null;
        try {
            found = ImageSetDecoder.decode(
                    ImageBytesRecordReader.cifarBinary(RGB, CLASSES), List.of(file), RGB, NAMES, COUNT);
        } catch (DataException e) {
            assertThat(e.getMessage()).contains("batch.bin");
        }
        assertThat(found != null).isEqualTo(valid);
        for (int i = 0; found != null && i < COUNT; i++) {
            assertThat(found.label(i)).isEqualTo(bytes[i * size]);
            assertThat(Arrays.copyOfRange(found.pixels(), i * RGB.size(), (i + 1) * RGB.size()))
                    .isEqualTo(Arrays.copyOfRange(bytes, i * size + 1, (i + 1) * size));
        }
    }

    @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
    void sprites(@ForAll("mutations") List<Mutation> picture, @ForAll("mutations") List<Mutation> labels)
            throws IOException {
        List<Path> files = List.of(
                Files.write(folder.resolve("batch.png"), mutate(SPRITES, picture)),
                Files.write(
                        folder.resolve("labels.json"), mutate("[0,1,2,1,0]".getBytes(StandardCharsets.UTF_8), labels)));
        try {
            ImageSet found =
                    ImageSetDecoder.decode(ImageBytesRecordReader.cifarSprites(RGB, CLASSES), files, RGB, NAMES, COUNT);
            assertThat(found.size()).isEqualTo(COUNT);
            if (picture.isEmpty()) {
                assertThat(found.pixels()[0]).isEqualTo(SPRITE_RECORDS[1]);
            }
        } catch (DataException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}

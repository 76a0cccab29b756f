package org.dl4jlab.data.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PictureStreamTest {

    @Test
    void itReadsAsMuchAsThereIs() throws IOException {
        PictureStream stream = new PictureStream(new byte[] {1, 2, (byte) 255});
        byte[] target = new byte[5];
        assertThat(stream.read()).isEqualTo(1);
        assertThat(stream.read(target, 1, 4)).isEqualTo(2);
        assertThat(target).containsExactly(0, 2, 255, 0, 0);
        assertThat(stream.read()).isEqualTo(-1);
        assertThat(stream.read(target, 0, 5)).isEqualTo(-1);
        assertThat(stream.length()).isEqualTo(3);
        stream.seek(2);
        assertThat(stream.read()).isEqualTo(255);
    }

    @Test
    void aReaderThatGoesOnBeyondTheEndIsStopped() {
        PictureStream stream = new PictureStream(new byte[0]);
        for (int i = 0; i < PictureStream.MOST_LOOKS_BEYOND_THE_END; i++) {
            assertThat(stream.read()).isEqualTo(-1);
        }
        assertThatThrownBy(stream::read).isInstanceOf(IllegalStateException.class);
    }

    /** 60 bytes whose header promises 64 million pixels of a bit each took the reader more than ten minutes. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aShortFileOfAHugePictureIsRefused() {
        assertThatThrownBy(() -> PictureDecoder.decode(losslessWebp(8000, 8000)))
                .isInstanceOf(UnreadablePictureException.class)
                .hasMessageContaining("cut off");
    }

    /** A lossless WebP whose green is one of two values for each pixel; the pixels are missing. */
    private static byte[] losslessWebp(int width, int height) throws IOException {
        Bits bits = new Bits();
        bits.put(width - 1, 14).put(height - 1, 14).put(0, 4);
        // No transform, no colour cache, no meta codes.
        bits.put(0, 3);
        // Green: a simple code of two symbols of 8 bits; red, blue, alpha, distance: of one symbol of one bit.
        bits.put(1, 1).put(1, 1).put(1, 1).put(0, 8).put(255, 8);
        for (int channel = 0; channel < 4; channel++) {
            bits.put(1, 1).put(0, 1).put(0, 1).put(0, 1);
        }
        byte[] stream = bits.bytes();
        int chunk = stream.length + 1;
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write("RIFF".getBytes(StandardCharsets.US_ASCII));
        file.write(little(12 + chunk + chunk % 2));
        file.write("WEBPVP8L".getBytes(StandardCharsets.US_ASCII));
        file.write(little(chunk));
        file.write(0x2f);
        file.write(stream);
        file.write(new byte[chunk % 2]);
        return file.toByteArray();
    }

    private static byte[] little(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    /** Bits from the lowest on. */
    private static final class Bits {

        private final BitSet bits = new BitSet();
        private int count;

        Bits put(int value, int width) {
            for (int i = 0; i < width; i++) {
                bits.set(count++, (value >> i & 1) == 1);
            }
            return this;
        }

        byte[] bytes() {
            bits.set(count);
            return bits.toByteArray();
        }
    }
}

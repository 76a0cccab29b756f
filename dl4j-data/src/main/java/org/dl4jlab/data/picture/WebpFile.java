package org.dl4jlab.data.picture;

import static org.dl4jlab.data.picture.PictureFormat.WEBP;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The chunks of a WebP file (RFC 9649). The reader of pixels is not shown the profile: it would apply it, and the colours
 * would be converted twice.
 */
final class WebpFile {

    private static final int HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int EXTENDED_FLAGS = 20;
    private static final int HAS_PROFILE = 0x20;

    private WebpFile() {}

    static Container read(byte[] file) throws UnreadablePictureException {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long declared = CHUNK_HEADER + (bytes.getInt(4) & 0xFFFFFFFFL);
        if (declared > file.length + 1L) {
            throw Container.cutOff(WEBP);
        }
        int width = 0;
        int height = 0;
        Optional<byte[]> profile = Optional.empty();
        byte[] plain = file;
        Optional<TiffDirectory> exif = Optional.empty();
        int limit = (int) Math.min(declared, file.length);
        for (int at = HEADER; at <= limit - CHUNK_HEADER; ) {
            String type = new String(file, at, 4, StandardCharsets.ISO_8859_1);
            int length = bytes.getInt(at + 4);
            int content = at + CHUNK_HEADER;
            if (length < 0 || length > limit - content) {
                throw Container.cutOff(WEBP);
            }
            if (width == 0) {
                int[] size = size(type, bytes, content, length);
                width = size[0];
                height = size[1];
            }
            switch (type) {
                case "ICCP" -> {
                    profile = Optional.of(Arrays.copyOfRange(file, content, content + length));
                    plain = withoutProfile(plain, at);
                }
                case "EXIF" -> exif = exif(Arrays.copyOfRange(file, content, content + length));
                default -> {}
            }
            at = content + length + (length & 1);
        }
        if (width == 0) {
            throw Container.damaged(WEBP, "no pixels");
        }
        PictureDecoder.checkSize(width, height);
        return Container.of(WEBP, plain, width, height, TiffDirectory.orientation(exif), profile);
    }

    /** The chunk becomes one of a kind that readers pass over; nothing moves. */
    private static byte[] withoutProfile(byte[] file, int chunk) {
        byte[] plain = file.clone();
        plain[chunk + 3] = 'X';
        plain[EXTENDED_FLAGS] &= ~HAS_PROFILE;
        return plain;
    }

    private static int[] size(String type, ByteBuffer bytes, int at, int length) {
        if (type.equals("VP8X") && length >= 10) {
            return new int[] {1 + (bytes.getInt(at + 3) >>> 8), 1 + (bytes.getInt(at + 6) >>> 8)};
        }
        if (type.equals("VP8 ") && length >= 10) {
            return new int[] {bytes.getShort(at + 6) & 0x3FFF, bytes.getShort(at + 8) & 0x3FFF};
        }
        if (type.equals("VP8L") && length >= 5) {
            int bits = bytes.getInt(at + 1);
            return new int[] {1 + (bits & 0x3FFF), 1 + (bits >>> 14 & 0x3FFF)};
        }
        return new int[] {0, 0};
    }

    // Some programs write the start that belongs to JPEG only.
    private static Optional<TiffDirectory> exif(byte[] chunk) {
        return TiffDirectory.of(
                PictureFormat.text(chunk, 0, "Exif\0\0") ? Arrays.copyOfRange(chunk, 6, chunk.length) : chunk);
    }
}

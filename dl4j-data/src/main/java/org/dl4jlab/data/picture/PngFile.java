package org.dl4jlab.data.picture;

import static org.dl4jlab.data.picture.PictureFormat.PNG;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;

/**
 * The chunks of a PNG file (W3C, Portable Network Graphics, third edition). Every chunk that matters for the pixels is
 * checked by its checksum, and the reader of pixels is given these alone.
 */
final class PngFile {

    private static final int SIGNATURE = 8;
    private static final int AROUND = 12;
    private static final byte[] END = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82};
    private static final int LARGEST_PROFILE = 8 << 20;
    private static final int LONGEST_PROFILE_NAME = 79;

    private PngFile() {}

    static Container read(byte[] file) throws UnreadablePictureException {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
        kept.write(file, 0, SIGNATURE);
        int width = 0;
        int height = 0;
        boolean data = false;
        Optional<byte[]> profile = Optional.empty();
        Optional<TiffDirectory> exif = Optional.empty();
        for (int at = SIGNATURE; ; ) {
            if (at > file.length - AROUND) {
                // Some programs lose the end chunk; whether the pixels are whole is the reader's to say.
                if (!data) {
                    throw Container.cutOff(PNG);
                }
                break;
            }
            int length = bytes.getInt(at);
            String type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
            if (type.equals("IEND")) {
                break;
            }
            if (length < 0 || length > file.length - AROUND - at) {
                throw Container.cutOff(PNG);
            }
            int content = at + SIGNATURE;
            int end = content + length;
            switch (type) {
                case "IHDR", "PLTE", "tRNS", "IDAT" -> {
                    CRC32 checksum = new CRC32();
                    checksum.update(file, at + 4, length + 4);
                    if ((int) checksum.getValue() != bytes.getInt(end)) {
                        throw Container.damaged(PNG, "the checksum of its " + type + " chunk is wrong");
                    }
                    if (type.equals("IHDR") && length == 13) {
                        width = bytes.getInt(content);
                        height = bytes.getInt(content + 4);
                        PictureDecoder.checkSize(width, height);
                    }
                    data |= type.equals("IDAT");
                    kept.write(file, at, length + AROUND);
                }
                case "iCCP" -> profile = profile(Arrays.copyOfRange(file, content, end));
                case "eXIf" -> exif = TiffDirectory.of(Arrays.copyOfRange(file, content, end));
                default -> {}
            }
            at = end + 4;
        }
        if (width == 0 || !data) {
            throw Container.damaged(PNG, "no " + (width == 0 ? "header" : "pixels"));
        }
        kept.writeBytes(END);
        return Container.of(PNG, kept.toByteArray(), width, height, TiffDirectory.orientation(exif), profile);
    }

    /** A profile is named and compressed; one that cannot be unpacked is as good as none. */
    private static Optional<byte[]> profile(byte[] chunk) {
        int name = 0;
        while (name < chunk.length && chunk[name] != 0) {
            name++;
        }
        if (name > LONGEST_PROFILE_NAME || name + 2 >= chunk.length) {
            return Optional.empty();
        }
        try (InflaterInputStream in =
                new InflaterInputStream(new ByteArrayInputStream(chunk, name + 2, chunk.length - name - 2))) {
            byte[] profile = in.readNBytes(LARGEST_PROFILE + 1);
            return profile.length > LARGEST_PROFILE ? Optional.empty() : Optional.of(profile);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

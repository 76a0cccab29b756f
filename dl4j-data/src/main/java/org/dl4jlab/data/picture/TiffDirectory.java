package org.dl4jlab.data.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The first directory of tags of a TIFF file or of an Exif block, which has the same form (TIFF 6.0, section 2). Only
 * whole numbers are looked at, and nothing is believed: what points outside the bytes is not there.
 */
final class TiffDirectory {

    static final int ORIENTATION = 0x0112;
    static final int PROFILE = 34675;

    private static final int ENTRY = 12;
    private static final int BYTE = 1;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int UNDEFINED = 7;

    private final ByteBuffer bytes;
    private final int first;
    private final int count;

    private TiffDirectory(ByteBuffer bytes, int first, int count) {
        this.bytes = bytes;
        this.first = first;
        this.count = count;
    }

    /** @return nothing if the bytes do not begin as TIFF does */
    static Optional<TiffDirectory> of(byte[] content) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        if (PictureFormat.starts(content, 'I', 'I', 42, 0)) {
            bytes.order(ByteOrder.LITTLE_ENDIAN);
        } else if (!PictureFormat.starts(content, 'M', 'M', 0, 42)) {
            return Optional.empty();
        }
        if (content.length < 8) {
            return Optional.empty();
        }
        int offset = bytes.getInt(4);
        if (offset < 8 || offset > content.length - 2) {
            return Optional.empty();
        }
        int entries = Math.min(bytes.getShort(offset) & 0xFFFF, (content.length - offset - 2) / ENTRY);
        return Optional.of(new TiffDirectory(bytes, offset + 2, entries));
    }

    /** How the picture is to be turned; upright if that is not said. */
    static Orientation orientation(Optional<TiffDirectory> directory) {
        return directory
                .flatMap(tags -> tags.number(ORIENTATION))
                .map(Orientation::ofTag)
                .orElse(Orientation.UPRIGHT);
    }

    /** The first value of a tag that holds whole numbers. */
    Optional<Integer> number(int tag) {
        int entry = find(tag);
        if (entry < 0 || bytes.getInt(entry + 4) < 1) {
            return Optional.empty();
        }
        return switch (bytes.getShort(entry + 2)) {
            case BYTE -> Optional.of(bytes.get(entry + 8) & 0xFF);
            case SHORT -> Optional.of(bytes.getShort(entry + 8) & 0xFFFF);
            case LONG -> Optional.of(bytes.getInt(entry + 8));
            default -> Optional.empty();
        };
    }

    /** The bytes of a tag that holds some. */
    Optional<byte[]> block(int tag) {
        int entry = find(tag);
        if (entry < 0 || bytes.getShort(entry + 2) != UNDEFINED && bytes.getShort(entry + 2) != BYTE) {
            return Optional.empty();
        }
        int length = bytes.getInt(entry + 4);
        int offset = bytes.getInt(entry + 8);
        if (length <= 4 || offset < 8 || offset > bytes.capacity() - length) {
            return Optional.empty();
        }
        byte[] block = new byte[length];
        bytes.get(offset, block);
        return Optional.of(block);
    }

    private int find(int tag) {
        for (int i = 0; i < count; i++) {
            int entry = first + i * ENTRY;
            if ((bytes.getShort(entry) & 0xFFFF) == tag) {
                return entry;
            }
        }
        return -1;
    }
}

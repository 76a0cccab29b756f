package org.dl4jlab.data.picture;

import static org.dl4jlab.data.picture.PictureFormat.JPEG;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * The segments of a JPEG file (ITU-T T.81, annex B). The reader of pixels is given tables, frame and scans only, with a
 * start that says plainly what the components mean and with an end, so that trailers, thumbnails, odd segments and a lost
 * end marker make no difference, and its first complaint is about the pixels themselves.
 */
final class JpegFile {

    /** Encoders write about ten; each one costs a pass over the whole picture. */
    static final int MOST_SCANS = 100;

    /** Pixels in all scans together: what 40 passes over the largest picture have. */
    private static final long MOST_WORK = 40L * PictureDecoder.MOST_PIXELS;

    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DNL = 0xDC;
    private static final int DHT = 0xC4;
    private static final int DAC = 0xCC;
    private static final int DQT = 0xDB;
    private static final int DRI = 0xDD;
    private static final int TEM = 0x01;

    private static final byte[] JFIF = {
        (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
    };
    private static final byte[] ADOBE = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };
    private static final int TRANSFORM = 15;

    private final byte[] file;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final JpegProfile profile = new JpegProfile();
    private Optional<TiffDirectory> exif = Optional.empty();
    private JpegFrame frame;
    private boolean jfif;
    private int adobeTransform = -1;
    private int scans;
    private boolean ended;

    private JpegFile(byte[] file) {
        this.file = file;
    }

    static Container read(byte[] file) throws UnreadablePictureException {
        return new JpegFile(file).container();
    }

    private Container container() throws UnreadablePictureException {
        int at = 2;
        while (!ended) {
            at = segment(at);
        }
        if (frame == null || scans == 0) {
            throw Container.cutOff(JPEG);
        }
        frame.checkWhole();
        return Container.of(
                JPEG, canonical(), frame.width(), frame.height(), TiffDirectory.orientation(exif), profile.bytes());
    }

    /** Reads from a marker on; returns where the next one is looked for. */
    private int segment(int from) throws UnreadablePictureException {
        int at = from;
        while (at < file.length && file[at] != (byte) 0xFF) {
            at++;
        }
        while (at < file.length && file[at] == (byte) 0xFF) {
            at++;
        }
        if (at >= file.length) {
            ended = true;
            return at;
        }
        int marker = file[at++] & 0xFF;
        if (marker == EOI) {
            ended = true;
            return at;
        }
        if (marker == 0 || marker == TEM || marker == SOI || marker >= 0xD0 && marker <= 0xD7) {
            return at;
        }
        if (at + 2 > file.length) {
            throw Container.cutOff(JPEG);
        }
        int length = (file[at] & 0xFF) << 8 | file[at + 1] & 0xFF;
        if (length < 2) {
            throw Container.damaged(JPEG, "a segment without a length");
        }
        if (at + length > file.length) {
            if (scans > 0 && frame.isWhole()) {
                // What was lost comes after the picture.
                ended = true;
                return at;
            }
            throw Container.cutOff(JPEG);
        }
        int end = at + length;
        if (marker == SOS) {
            end = scan(at, end);
        } else {
            take(marker, at, end);
        }
        return end;
    }

    private void take(int marker, int at, int end) throws UnreadablePictureException {
        switch (marker) {
            case DHT, DQT, DRI, DAC -> keep(marker, at, end);
            case 0xE0 -> jfif |= has(at, end, "JFIF\0");
            case 0xE1 -> {
                if (exif.isEmpty() && has(at, end, "Exif\0\0")) {
                    exif = TiffDirectory.of(Arrays.copyOfRange(file, at + 8, end));
                }
            }
            case 0xE2 -> {
                if (has(at, end, "ICC_PROFILE\0")) {
                    profile.add(file, at + 14, end);
                }
            }
            case 0xEE -> {
                if (has(at, end, "Adobe") && end - at >= 14) {
                    adobeTransform = file[at + 13] & 0xFF;
                }
            }
            case DNL -> throw Container.unsupported(JPEG, "whose height stands at its end");
            default -> {
                if (JpegFrame.isFrame(marker)) {
                    if (frame != null) {
                        throw Container.damaged(JPEG, "two frames");
                    }
                    frame = JpegFrame.read(marker, file, at, end);
                    PictureDecoder.checkSize(frame.width(), frame.height());
                    keep(marker, at, end);
                } else if (marker < 0xE0) {
                    throw Container.damaged(JPEG, "an unknown marker");
                }
            }
        }
    }

    /** Keeps a scan; returns where its data end. */
    private int scan(int at, int header) throws UnreadablePictureException {
        if (frame == null) {
            throw Container.damaged(JPEG, "a scan before its frame");
        }
        scans++;
        if (scans > MOST_SCANS || scans * (long) frame.width() * frame.height() > MOST_WORK) {
            throw new UnreadablePictureException("is a JPEG picture that is sent in more than " + (scans - 1)
                    + " passes, too many for its size; save it anew");
        }
        frame.scan(file, at, header);
        int end = header;
        while (end < file.length && !(file[end] == (byte) 0xFF && endsScan(end + 1))) {
            end++;
        }
        keep(SOS, at, end);
        return end;
    }

    // A zero stands for the byte 0xFF itself; restart markers belong to the data; more than one 0xFF may come before a
    // marker.
    private boolean endsScan(int next) {
        if (next >= file.length) {
            return true;
        }
        int marker = file[next] & 0xFF;
        return marker != 0 && marker != 0xFF && (marker < 0xD0 || marker > 0xD7);
    }

    private boolean has(int at, int end, String name) {
        return at + 2 + name.length() <= end && PictureFormat.text(file, at + 2, name);
    }

    private void keep(int marker, int at, int end) {
        kept.write(0xFF);
        kept.write(marker);
        kept.write(file, at, end - at);
    }

    private byte[] canonical() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(kept.size() + 32);
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) SOI});
        out.writeBytes(meaning());
        out.writeBytes(kept.toByteArray());
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) EOI});
        return out.toByteArray();
    }

    // What the components are is not in the frame: a JFIF segment says luma and chroma, an Adobe segment may say
    // otherwise. Without either the names of the components decide, as in libjpeg.
    private byte[] meaning() {
        if (frame.components() == 4) {
            return adobeTransform < 0 ? new byte[0] : adobe(adobeTransform);
        }
        boolean rgb =
                frame.components() == 3 && !jfif && (adobeTransform < 0 ? frame.isNamedRgb() : adobeTransform == 0);
        return rgb ? adobe(0) : JFIF.clone();
    }

    private static byte[] adobe(int transform) {
        byte[] segment = ADOBE.clone();
        segment[TRANSFORM] = (byte) transform;
        return segment;
    }

    /** How many components the picture has, whose file {@link #read} has made plain. */
    static int components(Container jpeg) {
        byte[] content = jpeg.content();
        int at = 2;
        while (!JpegFrame.isFrame(content[at + 1] & 0xFF)) {
            at += 2 + ((content[at + 2] & 0xFF) << 8 | content[at + 3] & 0xFF);
        }
        return content[at + 9] & 0xFF;
    }

    /**
     * How the components of a CMYK picture are stored: by Adobe's programs inverted, and perhaps as luma and chroma.
     *
     * @param inverted whether 255 means no ink
     * @param ycc whether the first three are luma and chroma of the other colours
     */
    record Ink(boolean inverted, boolean ycc) {

        static Ink of(Container jpeg) {
            byte[] content = jpeg.content();
            boolean adobe = content[3] == ADOBE[1];
            return new Ink(adobe, adobe && content[2 + TRANSFORM] == 2);
        }
    }
}

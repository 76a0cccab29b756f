package org.dl4jlab.data.picture;

import static org.dl4jlab.data.picture.PictureFormat.starts;
import static org.dl4jlab.data.picture.PictureFormat.text;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Names what a file is that is none of the pictures that are read, so that its owner knows what to do about it. */
final class OtherContent {

    private static final String CONVERT = "; save it as JPEG or PNG";

    private OtherContent() {}

    /**
     * The rest of a sentence about the file.
     *
     * @param head its first bytes
     */
    static String reason(byte[] head) {
        if (head.length == 0) {
            return "is empty";
        }
        String picture = picture(head);
        if (!picture.isEmpty()) {
            return "is " + picture + ", which is not read" + CONVERT;
        }
        String other = other(head);
        return other.isEmpty()
                ? "is no picture that is read (" + PictureFormat.list() + ")"
                : "is no picture: its content is " + other;
    }

    private static String picture(byte[] head) {
        if (text(head, 4, "ftyp")) {
            return media(new String(head, 8, Math.min(4, head.length - 8), StandardCharsets.ISO_8859_1));
        }
        if (starts(head, 0, 0, 0, 12, 'J', 'X', 'L', ' ') || starts(head, 0xFF, 0x0A)) {
            return "a JPEG XL picture";
        }
        if (starts(head, 0, 0, 0, 12, 'j', 'P', ' ', ' ') || starts(head, 0xFF, 0x4F, 0xFF, 0x51)) {
            return "a JPEG 2000 picture";
        }
        if (text(head, 0, "8BPS")) {
            return "a Photoshop picture (PSD)";
        }
        if (starts(head, 0, 0, 1, 0) || starts(head, 0, 0, 2, 0)) {
            return "a Windows icon (ICO)";
        }
        if (starts(head, 'I', 'I', 43, 0) || starts(head, 'M', 'M', 0, 43)) {
            return "a BigTIFF picture";
        }
        if (starts(head, 'I', 'I', 0x2A) || starts(head, 'I', 'I', 'R', 'O') || starts(head, 'I', 'I', 'U', 0)) {
            return "a camera's raw picture";
        }
        if (starts(head, 'v', '/', '1', 1)) {
            return "an OpenEXR picture";
        }
        if (head.length > 1 && head[0] == 'P' && (head[1] == 'f' || head[1] == 'F')) {
            return "a floating-point picture (PFM)";
        }
        String start = new String(head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        return start.contains("<svg") ? "a drawing (SVG)" : "";
    }

    private static String media(String brand) {
        return switch (brand) {
            case "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1" -> "an HEIC picture (a phone's)";
            case "avif", "avis" -> "an AVIF picture";
            case "crx " -> "a camera's raw picture";
            default -> "a film";
        };
    }

    private static String other(byte[] head) {
        if (text(head, 0, "%PDF")) {
            return "a PDF document";
        }
        if (starts(head, 'P', 'K', 3, 4)) {
            return "a zip archive";
        }
        String start = new String(head, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype") || start.startsWith("<html") || start.startsWith("<?xml")) {
            return "a web page or XML";
        }
        for (byte b : head) {
            if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
                return "";
            }
        }
        return "text";
    }
}

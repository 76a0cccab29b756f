package org.dl4jlab.data.picture;

import java.awt.Point;
import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Optional;

/** Turns the colours of an embedded ICC profile into sRGB, by Java's colour management. */
final class ColorProfile {

    /** Profiles that agree with sRGB as closely as this are sRGB, written by another program. */
    private static final int SAME = 3;

    private static final int PROBE_STEP = 51;

    private final ColorConvertOp conversion;
    private final int channels;

    private ColorProfile(ICC_Profile profile, int channels) {
        this.conversion =
                new ColorConvertOp(new ICC_Profile[] {profile, ICC_Profile.getInstance(ColorSpace.CS_sRGB)}, null);
        this.channels = channels;
    }

    /** @return nothing if it is no usable profile of red, green and blue, or means sRGB */
    static Optional<ColorProfile> ofRgb(byte[] profile) {
        return of(profile, ColorSpace.TYPE_RGB, 3).filter(usable -> !usable.isStandard());
    }

    /** @return nothing if it is no usable profile of cyan, magenta, yellow and black */
    static Optional<ColorProfile> ofInk(byte[] profile) {
        return of(profile, ColorSpace.TYPE_CMYK, 4);
    }

    private static Optional<ColorProfile> of(byte[] bytes, int type, int channels) {
        try {
            ICC_Profile profile = ICC_Profile.getInstance(bytes);
            if (profile.getColorSpaceType() != type) {
                return Optional.empty();
            }
            ColorProfile usable = new ColorProfile(profile, channels);
            usable.convert(new byte[channels], new byte[3], 1);
            return Optional.of(usable);
        } catch (IllegalArgumentException | CMMException e) {
            // A broken profile is passed over, as every viewer does: the picture itself is good.
            return Optional.empty();
        }
    }

    private boolean isStandard() {
        byte[] probe = new byte[6 * 6 * 6 * 3];
        for (int i = 0; i < probe.length / 3; i++) {
            probe[3 * i] = (byte) (i / 36 * PROBE_STEP);
            probe[3 * i + 1] = (byte) (i / 6 % 6 * PROBE_STEP);
            probe[3 * i + 2] = (byte) (i % 6 * PROBE_STEP);
        }
        byte[] converted = new byte[probe.length];
        convert(probe, converted, probe.length / 3);
        for (int i = 0; i < probe.length; i++) {
            if (Math.abs((probe[i] & 0xFF) - (converted[i] & 0xFF)) > SAME) {
                return false;
            }
        }
        return true;
    }

    /** Converts {@code count} pixels of 8 bits a channel; {@code from} and {@code rgb} may be one array. */
    void convert(byte[] from, byte[] rgb, int count) {
        WritableRaster source = raster(from, channels, count);
        WritableRaster target = raster(new byte[3 * count], 3, count);
        conversion.filter(source, target);
        System.arraycopy(((DataBufferByte) target.getDataBuffer()).getData(), 0, rgb, 0, 3 * count);
    }

    private static WritableRaster raster(byte[] pixels, int channels, int count) {
        int[] offsets = new int[channels];
        for (int c = 0; c < channels; c++) {
            offsets[c] = c;
        }
        DataBuffer buffer = new DataBufferByte(pixels, channels * count);
        return Raster.createInterleavedRaster(buffer, count, 1, channels * count, channels, offsets, new Point());
    }
}

package org.dl4jlab.data.picture;

/**
 * How a stored picture is to be turned before it is upright: the values 1 to 8 of the tag {@code Orientation} (CIPA DC-008,
 * Exif 2.32, section 4.6.4).
 *
 * @param swapped whether rows become columns, before anything else
 * @param mirroredX whether left and right change places, after that
 * @param mirroredY whether top and bottom change places, after that
 */
record Orientation(boolean swapped, boolean mirroredX, boolean mirroredY) {

    static final Orientation UPRIGHT = new Orientation(false, false, false);

    /** Upright for values that do not exist, as every viewer does. */
    static Orientation ofTag(int value) {
        return switch (value) {
            case 2 -> new Orientation(false, true, false);
            case 3 -> new Orientation(false, true, true);
            case 4 -> new Orientation(false, false, true);
            case 5 -> new Orientation(true, false, false);
            case 6 -> new Orientation(true, true, false);
            case 7 -> new Orientation(true, true, true);
            case 8 -> new Orientation(true, false, true);
            default -> UPRIGHT;
        };
    }

    /**
     * Turns an image upright.
     *
     * @param stored {@code [channels, height, width]} before turning
     * @return {@code [channels, width, height]} if swapped, else of the same shape
     */
    byte[] turn(byte[] stored, int channels, int height, int width) {
        if (equals(UPRIGHT)) {
            return stored;
        }
        int newHeight = swapped ? width : height;
        int newWidth = swapped ? height : width;
        byte[] turned = new byte[stored.length];
        for (int c = 0; c < channels; c++) {
            int plane = c * height * width;
            for (int y = 0; y < newHeight; y++) {
                int fromY = mirroredY ? newHeight - 1 - y : y;
                for (int x = 0; x < newWidth; x++) {
                    int fromX = mirroredX ? newWidth - 1 - x : x;
                    turned[plane + y * newWidth + x] =
                            stored[plane + (swapped ? fromX * width + fromY : fromY * width + fromX)];
                }
            }
        }
        return turned;
    }

    /** The rectangle of the stored picture that becomes the given one of the upright picture. */
    Window stored(Window upright, int uprightWidth, int uprightHeight) {
        int left = mirroredX ? uprightWidth - upright.left() - upright.width() : upright.left();
        int top = mirroredY ? uprightHeight - upright.top() - upright.height() : upright.top();
        return swapped
                ? new Window(top, left, upright.height(), upright.width())
                : new Window(left, top, upright.width(), upright.height());
    }

    /** A rectangle of pixels. */
    record Window(int left, int top, int width, int height) {}
}

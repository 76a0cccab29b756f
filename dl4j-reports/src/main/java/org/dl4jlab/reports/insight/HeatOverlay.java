package org.dl4jlab.reports.insight;

import java.awt.image.BufferedImage;

/** Lays a coarse map over an image: grey where the map is low, glowing orange where it is high. */
final class HeatOverlay {

    private static final double DIM = 0.45;
    private static final int[] GLOW = {255, 140, 0};

    private HeatOverlay() {}

    /** @param map {@code [height][width]}, at least 0; enlarged by bilinear interpolation and scaled to its maximum */
    static BufferedImage of(BufferedImage image, float[][] map) {
        float highest = 0;
        for (float[] row : map) {
            for (float value : row) {
                highest = Math.max(highest, value);
            }
        }
        BufferedImage result = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                double heat = highest == 0 ? 0 : at(map, x, y, image) / highest;
                int rgb = image.getRGB(x, y);
                double grey = 0.299 * (rgb >> 16 & 0xFF) + 0.587 * (rgb >> 8 & 0xFF) + 0.114 * (rgb & 0xFF);
                int mixed = 0;
                for (int c = 0; c < 3; c++) {
                    double lit = 0.35 * grey + 0.65 * GLOW[c];
                    mixed = mixed << 8 | (int) Math.round((1 - heat) * DIM * grey + heat * lit);
                }
                result.setRGB(x, y, mixed);
            }
        }
        return result;
    }

    private static double at(float[][] map, int x, int y, BufferedImage image) {
        double my = (y + 0.5) * map.length / image.getHeight() - 0.5;
        double mx = (x + 0.5) * map[0].length / image.getWidth() - 0.5;
        int y0 = (int) Math.floor(my);
        int x0 = (int) Math.floor(mx);
        double fy = my - y0;
        double fx = mx - x0;
        return (1 - fy) * ((1 - fx) * cell(map, y0, x0) + fx * cell(map, y0, x0 + 1))
                + fy * ((1 - fx) * cell(map, y0 + 1, x0) + fx * cell(map, y0 + 1, x0 + 1));
    }

    private static double cell(float[][] map, int y, int x) {
        return map[Math.max(0, Math.min(map.length - 1, y))][Math.max(0, Math.min(map[0].length - 1, x))];
    }
}

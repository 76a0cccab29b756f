package org.dl4jlab.reports.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dl4jlab.training.internal.run.LossSeries;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures on a machine without any font, on which Java's own font system does not start. */
class BareMachineTest {

    private static final String NO_FONTS =
            "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig></fontconfig>";

    @TempDir
    Path folder;

    /** Draws in a JVM of its own: one process starts its font system only once. */
    public static final class Draw {

        private Draw() {}

        public static void main(String[] arguments) throws IOException {
            try {
                new java.awt.Font(java.awt.Font.SANS_SERIF, java.awt.Font.PLAIN, 12)
                        .getStringBounds("a", new java.awt.font.FontRenderContext(null, true, true));
                System.out.println("this machine has fonts");
            } catch (Error | RuntimeException expected) {
                System.out.println("this machine has no font");
            }
            Files.write(Path.of(arguments[0]), matrix());
            Files.write(Path.of(arguments[1]), chart());
        }
    }

    @Test
    void picturesAreTheSameWithoutAnyInstalledFont() throws IOException, InterruptedException {
        Path fontconfig = Files.writeString(folder.resolve("fonts.conf"), NO_FONTS);
        Path matrix = folder.resolve("matrix.png");
        Path chart = folder.resolve("chart.png");
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.awt.headless=true",
                        // The JDK remembers the fonts of the last start in the home folder.
                        "-Duser.home=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Draw.class.getName(),
                        matrix.toString(),
                        chart.toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("FONTCONFIG_FILE", fontconfig.toString());
        Process process = builder.start();

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();

        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).contains("this machine has no font");
        assertThat(Files.readAllBytes(matrix)).isEqualTo(matrix());
        assertThat(Files.readAllBytes(chart)).isEqualTo(chart());
    }

    private static byte[] matrix() {
        ConfusionPicture picture = new ConfusionPicture(new int[][] {{5, 1}, {2, 7}}, List.of("cat", "dog"));
        return PngImage.of(picture, Theme.LIGHT).bytes();
    }

    private static byte[] chart() {
        LossSeries losses = new LossSeries(new int[] {1, 2, 3}, new float[] {3, 2, 1});
        LineChart chart =
                LossCurve.of(losses, new MetricsTable(List.of()), 64, 0.5).orElseThrow();
        return PngImage.of(chart, Theme.LIGHT).bytes();
    }
}

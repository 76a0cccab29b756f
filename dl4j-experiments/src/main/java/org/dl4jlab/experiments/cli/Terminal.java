package org.dl4jlab.experiments.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.dl4jlab.experiments.progress.TerminalProgress;
import org.dl4jlab.reports.compare.MeanAndDeviation;
import org.dl4jlab.training.RunListener;
import picocli.CommandLine.Help.Ansi;

/** What the program is talking to. */
final class Terminal {

    private static final int DEFAULT_WIDTH = 80;
    private static final File DEVICE = new File("/dev/tty");

    private Terminal() {}

    /** Whether output goes to a terminal that understands control sequences, not to a pipe or a file. */
    static boolean interactive() {
        return Ansi.AUTO.enabled() && !"dumb".equals(System.getenv("TERM"));
    }

    /** A bar on a terminal, nothing elsewhere. */
    static RunListener progress() {
        return interactive() ? new TerminalProgress(System.err, width(), canPrint("━─")) : RunListener.NONE;
    }

    /** Whether the terminal's encoding has these characters; the plain "C" locale has ASCII only. */
    static boolean canPrint(String characters) {
        return Charset.defaultCharset().newEncoder().canEncode(characters);
    }

    /** The sign between a mean and its deviation. */
    static String plusMinus() {
        return canPrint("±") ? "±" : "+/-";
    }

    /**
     * A mean, and its deviation if there is one.
     *
     * @param unit what both are multiplied by, such as 100 for a percentage
     * @param digits after the decimal point
     */
    static String text(MeanAndDeviation measured, double unit, int digits) {
        String number = "%." + digits + "f";
        return Double.isFinite(measured.deviation())
                ? String.format(
                        Locale.ROOT,
                        number + " %s " + number,
                        unit * measured.mean(),
                        plusMinus(),
                        unit * measured.deviation())
                : String.format(Locale.ROOT, number, unit * measured.mean());
    }

    /** Columns of the terminal; 80 where it does not tell. */
    static int width() {
        if (!DEVICE.exists()) {
            return DEFAULT_WIDTH;
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(DEVICE)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            if (stty.waitFor(1, TimeUnit.SECONDS) && stty.exitValue() == 0) {
                int columns = Integer.parseInt(size.strip().split(" ")[1]);
                return columns > 0 ? columns : DEFAULT_WIDTH;
            }
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // No stty, or not this kind of terminal.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return DEFAULT_WIDTH;
    }
}

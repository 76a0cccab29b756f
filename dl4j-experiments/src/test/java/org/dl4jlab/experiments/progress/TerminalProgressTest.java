package org.dl4jlab.experiments.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.dl4jlab.training.RunListener;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {

    @Test
    void showsShareSpeedAndTimeLeft() {
        BarRenderer bar = new BarRenderer("images", true);

        assertThat(bar.render("Training", 15_000, 60_000, 1, 60))
                .isEqualTo("Training  25% " + "━".repeat(4) + "─".repeat(13) + "  15,000 images/s  0:03 left");
        assertThat(bar.render("Training", 60_000, 60_000, 4, 60))
                .startsWith("Training 100% ━")
                .doesNotContain("left");
    }

    @Test
    void theSpeedForgetsASlowStart() {
        BarRenderer bar = new BarRenderer("images", true);
        bar.render("Training", 100, 1_000_000, 5, 80);
        String line = "";
        for (int i = 1; i <= 50; i++) {
            line = bar.render("Training", 100 + 10_000 * i, 1_000_000, 5 + i, 80);
        }
        assertThat(line).contains("  10,000 images/s  0:50 left");
    }

    @Test
    void withoutATotalItCounts() {
        assertThat(new BarRenderer("bytes", true).render("Fetching", 2048, -1, 2, 80))
                .isEqualTo("Fetching  2,048 bytes  1,024 bytes/s");
    }

    @Property(tries = 300)
    void neverWraps(
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long done,
            @ForAll @LongRange(min = -1, max = 1_000_000_000_000L) long total,
            @ForAll @DoubleRange(max = 1e6) double seconds,
            @ForAll @IntRange(min = 1, max = 300) int columns) {
        assertThat(new BarRenderer("images", true)
                        .render("Training", done, total, seconds, columns)
                        .length())
                .isLessThan(columns);
    }

    @Test
    void leavesAnEmptyLineBehind() {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        RunListener progress = new TerminalProgress(new PrintStream(terminal, true, StandardCharsets.UTF_8), 80, false);
        try (RunListener.Task task = progress.begin("Training", 10, "images")) {
            task.advanceTo(10);
        }

        assertThat(terminal.toString(StandardCharsets.UTF_8))
                .contains("Training 100% ####")
                .endsWith(TerminalProgress.CLEAR_LINE)
                .doesNotContain("\n");
    }
}

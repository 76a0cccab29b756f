package org.dl4jlab.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StyleTest {

    /** Contrast of normal text by WCAG 2.2, level AA, on both schemes of the style sheet. */
    @Test
    void everyTextColourCanBeReadOnEverySurface() throws IOException {
        String css = css();
        Map<String, String> light = variables(css.substring(0, css.indexOf("@media")));
        Map<String, String> dark = new HashMap<>(light);
        dark.putAll(variables(css.substring(css.indexOf("@media"), css.indexOf("* {"))));

        for (Map<String, String> scheme : List.of(light, dark)) {
            for (String surface : List.of("page", "card", "soft", "notice")) {
                for (String ink : List.of("text", "muted", "accent")) {
                    assertThat(contrast(scheme.get(ink), scheme.get(surface)))
                            .as(ink + " on " + surface)
                            .isGreaterThan(4.5);
                }
            }
            for (String ink : List.of("good", "bad")) {
                assertThat(contrast(scheme.get(ink), scheme.get("card")))
                        .as(ink)
                        .isGreaterThan(4.5);
            }
        }
        assertThat(dark).isNotEqualTo(light);
    }

    @Test
    void theStyleSheetLoadsNothing() throws IOException {
        assertThat(css()).doesNotContain("url(", "@import", "http", "</");
    }

    private static String css() throws IOException {
        try (InputStream in = RunReport.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, String> variables(String css) {
        Map<String, String> variables = new HashMap<>();
        Matcher matcher = Pattern.compile("--([a-z-]+): (#[0-9a-f]{6});").matcher(css);
        while (matcher.find()) {
            variables.put(matcher.group(1), matcher.group(2));
        }
        return variables;
    }

    private static double contrast(String a, String b) {
        double la = luminance(a);
        double lb = luminance(b);
        return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
    }

    private static double luminance(String hex) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int c = 0; c < 3; c++) {
            double v = Integer.parseInt(hex.substring(1 + 2 * c, 3 + 2 * c), 16) / 255.0;
            sum += weights[c] * (v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4));
        }
        return sum;
    }
}

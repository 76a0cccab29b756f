package org.dl4jlab.reports.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThemeTest {

    /** Least contrast for text and for what carries meaning in a drawing, by WCAG 2.2, level AA. */
    @ParameterizedTest
    @EnumSource(Theme.class)
    void textAndCurvesStandOutFromTheBackground(Theme theme) {
        assertThat(Colors.contrast(theme.text(), theme.background())).isGreaterThan(7);
        assertThat(Colors.contrast(theme.mutedText(), theme.background())).isGreaterThan(4.5);
        assertThat(Colors.contrast(theme.right(), theme.background())).isGreaterThan(3.5);
        assertThat(Colors.contrast(theme.wrong(), theme.background())).isGreaterThan(3.5);
        for (int i = 0; i < 6; i++) {
            assertThat(Colors.contrast(theme.series(i), theme.background())).isGreaterThan(3);
        }
    }
}

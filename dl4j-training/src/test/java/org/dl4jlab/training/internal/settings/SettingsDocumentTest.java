package org.dl4jlab.training.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dl4jlab.training.TrainingSettings;
import org.junit.jupiter.api.Test;

/** {@code docs/settings.md} lists every setting as it is; {@code -Ddl4jlab.write=true} writes it anew. */
class SettingsDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "settings.md");

    @Test
    void theDocumentListsEverySetting() throws IOException {
        String text = text();
        if (Boolean.getBoolean("dl4jlab.write")) {
            Files.writeString(DOCUMENT, text);
        }
        assertThat(DOCUMENT).content().isEqualTo(text);
    }

    private static String text() {
        StringBuilder text = new StringBuilder("""
                # Settings

                These are the settings of a training. Each can be given as `--set name=value` on the command line and as `withName(value)` of
                `TrainingSettings` in Java, and `run.json` records it. The defaults are those of `TrainingSettings.defaults()`; each
                experiment has its own (`run.json` says which). A setting that would have no effect is refused.

                | setting | default | values | meaning |
                |---|---|---|---|
                """);
        for (Settings.Description setting : Settings.describe(TrainingSettings.defaults())) {
            text.append("| `")
                    .append(setting.name())
                    .append("` | ")
                    .append(setting.value())
                    .append(" | ")
                    .append(setting.range())
                    .append(" | ")
                    .append(setting.meaning())
                    .append(" |\n");
        }
        return text.toString();
    }
}

package org.dl4jlab.models.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    @Test
    void guessesWhatFewEditsTurnTheNameInto() {
        assertThat(NearestName.explain("network", "restnet18", List.of("resnet18", "vgg16")))
                .isEqualTo("There is no network 'restnet18'. Did you mean 'resnet18'? Known: resnet18, vgg16.");
    }

    @Test
    void guessesNothingWhereNothingIsNear() {
        assertThat(NearestName.explain("run", "zebra", List.of("resnet18")))
                .isEqualTo("There is no run 'zebra'. Known: resnet18.");
        assertThat(NearestName.explain("run", "zebra", List.of())).isEqualTo("There is no run 'zebra'. None is known.");
    }

    @Test
    void readsLettersTheSameInEveryLanguageOfTheMachine() {
        Locale before = Locale.getDefault();
        try {
            // In Turkish, the small letter of I is a dotless one.
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(NearestName.find("MINI", List.of("mini", "mono"))).contains("mini");
            assertThat(NearestName.find("III", List.of("iii"))).contains("iii");
        } finally {
            Locale.setDefault(before);
        }
    }
}

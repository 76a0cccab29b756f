package org.dl4jlab.ui.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

    @Test
    void newTokensDifferAndMatchOnlyThemselves() {
        AccessToken one = AccessToken.random();
        AccessToken other = AccessToken.random();
        assertThat(one.value()).hasSize(32).isNotEqualTo(other.value());
        assertThat(one.matches(one.value())).isTrue();
        assertThat(one.matches(other.value())).isFalse();
        assertThat(one.matches(null)).isFalse();
        assertThat(one.matches(one.value() + "x")).isFalse();
        assertThat(one.toString()).doesNotContain(one.value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "fifteen-letters",
                "has spaces in its middle",
                "semi;colon;semi;colon",
                "üüüüüüüüüüüüüüüüü"
            })
    void weakOrUnsendableTokensAreRefused(String value) {
        assertThatThrownBy(() -> AccessToken.of(value))
                .isInstanceOf(DashboardException.class)
                .hasMessageContaining("16 to 256");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:9000, true",
        "localhost:9000, true",
        "LocalHost:9000, true",
        "[::1]:9000, true",
        "localhost, true",
        "localhost:9001, true",
        "127.0.0.1:1, true",
        "192.168.0.5:9000, false",
        "evil.example:9000, false",
        "localhost.evil.example:9000, false",
        "localhost:, false",
        "[::1, false",
    })
    void aLoopbackServerIsAskedForByItsNamesOnly(String authority, boolean expected) {
        Binding binding = Binding.of("127.0.0.1", 9000, Optional.empty(), Optional.empty());
        assertThat(binding.isAskedFor(authority)).isEqualTo(expected);
    }

    @Test
    void aServerOfAllNetworksIsAskedForByAddressToo() {
        Binding all = Binding.of("0.0.0.0", 0, Optional.of(AccessToken.random()), Optional.empty());
        assertThat(all.isAskedFor("192.168.0.5:80")).isTrue();
        assertThat(all.isAskedFor("192.168.0.5")).isTrue();
        assertThat(all.isAskedFor("[fe80::1]:9000")).isTrue();
        assertThat(all.isAskedFor("evil.example:9000")).isFalse();
        assertThat(all.linkHost()).isEqualTo("127.0.0.1");
    }

    @Property
    void escapedTextHoldsNoMarkup(@ForAll String text) {
        String escaped = Html.escape(text);
        assertThat(escaped)
                .doesNotContain("<", ">", "\"", "'")
                .doesNotContainPattern("[\\u202A-\\u202E\\u2066-\\u2069]");
        assertThat(escaped.replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&#39;", "'")
                        .replace("&amp;", "&"))
                .isEqualTo(Html.visible(text));
    }

    @Test
    void aNameCannotChangeTheOrderOfItsLine() {
        assertThat(Html.escape("cat\u202egnp.exe \u2066<学习>")).isEqualTo("cat\uFFFDgnp.exe \uFFFD&lt;学习&gt;");
    }
}

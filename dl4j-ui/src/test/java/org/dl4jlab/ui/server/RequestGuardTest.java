package org.dl4jlab.ui.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

class RequestGuardTest {

    /** Pieces that attacks on paths are built of, and harmless ones. */
    @Provide
    Arbitrary<String> hostilePaths() {
        return Arbitraries.of(
                        "..", ".", "/", "\\", "%2e", "%2E", "%2f", "%5c", "%25", "%00", "%c0%ae", "assets", "webjars",
                        ";", "a", "%0d%0a", "+")
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(pieces -> "/" + String.join("", pieces));
    }

    @Property(tries = 3000)
    void whateverPassesStaysWhereItSeemsToBe(@ForAll("hostilePaths") String uri) {
        Optional<String> path = RequestGuard.decodedPath(uri);
        path.ifPresent(p -> {
            assertThat(p.split("/", -1)).doesNotContain("..", ".");
            assertThat(p).startsWith("/").doesNotContain("\\", "//", "\0", "\r", "\n", ";");
            assertThat(java.nio.file.Path.of(p).normalize()).isEqualTo(java.nio.file.Path.of(p));
        });
    }

    @Property(tries = 300)
    void ordinaryNamesPassUnchanged(
            @ForAll @StringLength(min = 1, max = 30) @AlphaChars String name, @ForAll boolean query) {
        String uri = "/train/" + name + "/overview" + (query ? "?x=../.." : "");
        assertThat(RequestGuard.decodedPath(uri)).contains("/train/" + name + "/overview");
    }

    @Property(tries = 300)
    void namesOfAnyLanguageArriveAsTheyWere(@ForAll @StringLength(min = 1, max = 10) String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        // An unpaired surrogate has no encoding, so what arrives is another name.
        RequestGuard.decodedPath("/" + encoded)
                .filter(path -> name.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF))
                .ifPresent(path -> assertThat(path).isEqualTo("/" + name));
    }
}

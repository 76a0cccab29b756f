package org.dl4jlab.experiments.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Finds what shuts out whoever does not see, or does not use a mouse, on a page that a browser shows. */
final class Axe {

    private final Chromium browser;
    private final String code;

    Axe(Chromium browser) {
        this.browser = browser;
        try (InputStream in = Axe.class.getResourceAsStream("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
            code = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param content a selector of what is there once the page is whole
     * @return a line for each violation, in light colours and in dark ones
     */
    List<String> violations(Object address, String content) {
        List<String> violations = new ArrayList<>();
        for (boolean dark : List.of(false, true)) {
            browser.open(address);
            browser.dark(dark);
            browser.find(content);
            violations(dark ? "dark: " : "light: ", violations);
        }
        browser.dark(false);
        return violations;
    }

    private void violations(String colours, List<String> violations) {
        browser.script(code + "; window.found = null; axe.run().then(r => { window.found = r.violations.flatMap(v =>"
                + " v.nodes.map(n => v.id + ' ' + n.target.join(' ') + ' ' + n.html.slice(0, 120))); });");
        browser.until("axe's answer", () -> browser.script("return window.found ? 'done' : null"));
        // Axe reads colours from a canvas of its own, which the browser would do in another way and says so.
        browser.forgetConsole();
        browser.script("return window.found.join('\\n')")
                .toString()
                .lines()
                .map(line -> colours + line)
                .forEach(violations::add);
    }
}

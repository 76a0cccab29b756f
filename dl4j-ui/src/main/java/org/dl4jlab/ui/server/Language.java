package org.dl4jlab.ui.server;

import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A language of the pages. Each viewer has their own: their choice lies in a cookie, else the browser's is taken. */
public enum Language {
    EN,
    ZH,
    DE,
    JA,
    KO,
    RU;

    private static final String COOKIE = "lang";

    /** The two-letter code, as in {@code <html lang>}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The language of a code such as {@code zh}, or nothing when the pages do not speak it. */
    public static Optional<Language> ofCode(String code) {
        return Arrays.stream(values()).filter(l -> l.code().equals(code)).findFirst();
    }

    /** The viewer's choice, else the first language of their browser that the pages speak, else English. */
    public static Language of(HttpServerRequest request) {
        Optional<Language> chosen = Cookies.values(request, COOKIE).stream()
                .flatMap(value -> ofCode(value).stream())
                .findFirst();
        if (chosen.isPresent()) {
            return chosen.get();
        }
        String accepted = request.getHeader("accept-language");
        return accepted == null
                ? EN
                : Arrays.stream(accepted.split(","))
                        .map(range -> range.trim().toLowerCase(Locale.ROOT).split("[-;]")[0])
                        .flatMap(code -> ofCode(code).stream())
                        .findFirst()
                        .orElse(EN);
    }

    /** The {@code Set-Cookie} value that keeps this choice for a year. */
    public String cookie(BasePath base) {
        return COOKIE + "=" + code() + "; Path=" + base.link("/") + "; Max-Age=31536000; SameSite=Strict";
    }
}

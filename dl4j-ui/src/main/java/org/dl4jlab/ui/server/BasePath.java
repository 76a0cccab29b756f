package org.dl4jlab.ui.server;

import io.vertx.ext.web.RoutingContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path below which all pages lie, for links that a browser can follow. A proxy may take it off before a request comes
 * here, or leave it on; both are understood.
 *
 * @param prefix as {@code /lab}; empty for none
 */
public record BasePath(String prefix) {

    /** No prefix: pages lie at the root. */
    public static final BasePath ROOT = new BasePath("");

    /** An address of this server in quotes. */
    private static final Pattern FROM_ROOT =
            Pattern.compile("([\"'])(/(?:assets|train|setlang|arbiter|runs?|sweeps?|draw)(?=[/\"']))");

    private static final String KEY = BasePath.class.getName();

    /** The base path of the server that answers. */
    public static BasePath of(RoutingContext context) {
        BasePath known = context.get(KEY);
        return known == null ? ROOT : known;
    }

    void putInto(RoutingContext context) {
        context.put(KEY, this);
    }

    /** @param path of this server, as {@code /runs} */
    public String link(String path) {
        return prefix + path;
    }

    /** A page or script whose addresses, in quotes and from the root, get the prefix. */
    public String inText(String text) {
        return prefix.isEmpty()
                ? text
                : FROM_ROOT.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(prefix) + "$2");
    }

    /** A path of this server without the prefix, if it has it. */
    String local(String path) {
        return !prefix.isEmpty() && path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
    }
}

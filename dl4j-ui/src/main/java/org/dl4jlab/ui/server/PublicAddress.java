package org.dl4jlab.ui.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The address under which browsers reach a server that stands behind something else: a proxy, a tunnel of an editor, a
 * container. Pages link to their path, the host name is answered, and its origin counts as the dashboard's own.
 *
 * @param scheme {@code http}, or {@code https} where the proxy ends TLS
 * @param host name or address in lower case, in brackets for IPv6
 * @param port that browsers connect to; -1 for the scheme's own
 * @param path prefix of all pages, as {@code /lab}; empty for none
 */
public record PublicAddress(String scheme, String host, int port, String path) {

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*");

    /**
     * Reads an address such as {@code https://lab.example.org/dl4j/}.
     *
     * @throws DashboardException when it is no http or https address of that form
     */
    public static PublicAddress of(String text) {
        URI uri;
        try {
            uri = new URI(text.strip());
        } catch (URISyntaxException e) {
            throw invalid(text, e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("/$", "");
        boolean valid = (scheme.equals("http") || scheme.equals("https"))
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && uri.getPort() <= 0xFFFF
                && PATH.matcher(path).matches();
        if (!valid) {
            throw invalid(text, null);
        }
        int standard = scheme.equals("https") ? 443 : 80;
        return new PublicAddress(
                scheme, uri.getHost().toLowerCase(Locale.ROOT), uri.getPort() == standard ? -1 : uri.getPort(), path);
    }

    private static DashboardException invalid(String text, Exception cause) {
        return new DashboardException(
                "'" + text + "' is no address that a browser could open: give http or https, the host name, and if need"
                        + " be port and path, as in https://lab.example.org/dl4j/.",
                cause);
    }

    /** Whether browsers speak TLS to it. */
    boolean secure() {
        return scheme.equals("https");
    }

    /** What a browser sends as {@code Origin} from its pages. */
    String origin() {
        return scheme + "://" + host + (port < 0 ? "" : ":" + port);
    }

    /** The address itself, with a slash at its end. */
    public URI uri() {
        return URI.create(origin() + path + "/");
    }
}

package org.dl4jlab.ui.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The network address the server listens on, and the names under which a browser may ask for it.
 *
 * <p>The names matter because of DNS rebinding: a web page of a stranger can let its own host name point to 127.0.0.1
 * and then read this server as if it were its own. Such a request carries the stranger's name in its {@code Host}
 * header, so only known names are answered.
 */
public final class Binding {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+(%25[0-9a-z]+)?]");

    private final String host;
    private final InetAddress address;
    private final int port;
    private final Set<String> names;

    private Binding(String host, InetAddress address, int port, Set<String> names) {
        this.host = host;
        this.address = address;
        this.port = port;
        this.names = names;
    }

    /**
     * @param host a name or address of this machine
     * @param port 0 for a free one, else 1 to 65535
     * @throws DashboardException when the host has no address, the port is out of range, or another address than a
     *     loopback one is to be served without a token
     */
    public static Binding of(String host, int port, Optional<AccessToken> token) {
        if (port < 0 || port > 0xFFFF) {
            throw new DashboardException(
                    "Port " + port + " is out of range: use 1 to 65535, or 0 to have a free one chosen.");
        }
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new DashboardException(
                    "Host '" + host + "' is not a name or address of this machine. 127.0.0.1 serves only this"
                            + " machine, 0.0.0.0 all its networks.",
                    e);
        }
        if (!address.isLoopbackAddress() && token.isEmpty()) {
            throw new DashboardException("Host '" + host + "' can be reached by other machines, so the dashboard needs"
                    + " an access token there. Give one, or stay on 127.0.0.1 and come in through an SSH tunnel.");
        }
        return new Binding(host, address, port, names(host, address));
    }

    private static Set<String> names(String host, InetAddress address) {
        Set<String> names = new LinkedHashSet<>();
        names.add("localhost");
        names.add("127.0.0.1");
        names.add("[::1]");
        names.add(lower(host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host));
        if (!address.isLoopbackAddress()) {
            try {
                names.add(lower(InetAddress.getLocalHost().getHostName()));
            } catch (UnknownHostException e) {
                // A machine that does not know its own name is asked for by address.
            }
        }
        return Set.copyOf(names);
    }

    /**
     * Whether the value of a {@code Host} or {@code :authority} header names this server.
     *
     * @param listeningPort the port the server really listens on
     */
    boolean isAskedFor(String authority, int listeningPort) {
        if (authority == null) {
            return false;
        }
        String name = lower(authority);
        int colon = name.lastIndexOf(':');
        if (colon > name.lastIndexOf(']')) {
            if (!name.substring(colon + 1).equals(Integer.toString(listeningPort))) {
                return false;
            }
            name = name.substring(0, colon);
        } else if (listeningPort != 80) {
            return false;
        }
        // An address cannot be rebound. On a loopback server no other address than its own can be meant.
        return names.contains(name)
                || !address.isLoopbackAddress()
                        && (IPV4.matcher(name).matches() || IPV6.matcher(name).matches());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    boolean isLoopback() {
        return address.isLoopbackAddress();
    }

    /** The numeric address to listen on, so that no second look-up can give another answer. */
    String bindAddress() {
        return address.getHostAddress();
    }

    int port() {
        return port;
    }

    String host() {
        return host;
    }

    /** The name to print in a link that works on this machine. */
    String linkHost() {
        String name = address.isAnyLocalAddress() ? "127.0.0.1" : host;
        return name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
    }
}

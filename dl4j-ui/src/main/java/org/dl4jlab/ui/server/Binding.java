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
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+(%25[0-9a-z]+)?]");

    private final String host;
    private final InetAddress address;
    private final int port;
    private final Set<String> names;
    private final Optional<PublicAddress> publicAddress;

    private Binding(
            String host, InetAddress address, int port, Set<String> names, Optional<PublicAddress> publicAddress) {
        this.host = host;
        this.address = address;
        this.port = port;
        this.names = names;
        this.publicAddress = publicAddress;
    }

    /**
     * @param host a name or address of this machine
     * @param port 0 for a free one, else 1 to 65535
     * @param publicAddress under which browsers come through a proxy or a tunnel, if they do
     * @throws DashboardException when the host has no address, the port is out of range, or others than this machine are to
     *     be served without a token
     */
    public static Binding of(
            String host, int port, Optional<AccessToken> token, Optional<PublicAddress> publicAddress) {
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
        if (publicAddress.isPresent() && token.isEmpty()) {
            throw new DashboardException("Others than this machine's users come through "
                    + publicAddress.get().uri() + ", so the dashboard needs an access token. Give one.");
        }
        return new Binding(host, address, port, names(host, address), publicAddress);
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
     * Whether the value of a {@code Host} header names this server. The port does not matter: a tunnel or a container may
     * show another one outside, and no page of a stranger can take a name from us by its port.
     */
    boolean isAskedFor(String authority) {
        Optional<String> name = name(authority);
        // An address cannot be rebound. On a loopback server no other address than its own can be meant.
        return name.isPresent()
                && (names.contains(name.get())
                        || isPublic(authority)
                        || !address.isLoopbackAddress()
                                && (IPV4.matcher(name.get()).matches()
                                        || IPV6.matcher(name.get()).matches()));
    }

    /** Whether the value of a {@code Host} header is the name for browsers outside. */
    boolean isPublic(String authority) {
        Optional<String> name = name(authority);
        return publicAddress.isPresent()
                && name.isPresent()
                && name.get().equals(publicAddress.get().host());
    }

    /** The host name in a {@code Host} header, in lower case; empty when it is none. */
    private static Optional<String> name(String authority) {
        if (authority == null) {
            return Optional.empty();
        }
        String name = lower(authority);
        int colon = name.lastIndexOf(':');
        if (colon > name.lastIndexOf(']')) {
            if (!PORT.matcher(name.substring(colon + 1)).matches()) {
                return Optional.empty();
            }
            name = name.substring(0, colon);
        }
        return Optional.of(name);
    }

    /**
     * Whether a request comes from a page of this server.
     *
     * @param origin the value of the {@code Origin} header
     * @param authority that of the {@code Host} header, which names this server
     */
    boolean isOwnOrigin(String origin, String authority) {
        if (publicAddress.isPresent()
                && lower(origin).equals(publicAddress.get().origin())) {
            // A proxy may ask for us by our own name.
            return true;
        }
        return !isPublic(authority)
                && lower(origin).equals("http://" + lower(authority).replaceFirst(":80$", ""));
    }

    Optional<PublicAddress> publicAddress() {
        return publicAddress;
    }

    /** The path below which browsers find all pages. */
    BasePath base() {
        return new BasePath(publicAddress.map(PublicAddress::path).orElse(""));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
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

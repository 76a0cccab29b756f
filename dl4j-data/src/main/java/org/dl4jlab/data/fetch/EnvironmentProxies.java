package org.dl4jlab.data.fetch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proxies that programs on a command line are told of: {@code https_proxy}, {@code http_proxy}, {@code all_proxy} and
 * {@code no_proxy}, in small or capital letters, as curl understands them. Java itself does not look at them.
 */
final class EnvironmentProxies extends ProxySelector {

    private static final Logger log = LoggerFactory.getLogger(EnvironmentProxies.class);
    private static final int DEFAULT_PORT = 1080;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final Map<String, String> environment;

    private EnvironmentProxies(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The JVM's own selector where its system properties name a proxy, else that of the environment. */
    static ProxySelector standard() {
        boolean named = System.getProperty("https.proxyHost") != null
                || System.getProperty("http.proxyHost") != null
                || System.getProperty("socksProxyHost") != null
                || Boolean.getBoolean("java.net.useSystemProxies");
        return named ? ProxySelector.getDefault() : of(System.getenv());
    }

    static ProxySelector of(Map<String, String> environment) {
        return new EnvironmentProxies(Map.copyOf(environment));
    }

    @Override
    public List<Proxy> select(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        if (LOOPBACK.contains(host) || isExcepted(host)) {
            return List.of(Proxy.NO_PROXY);
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        return List.of(variable(scheme + "_proxy")
                .or(() -> variable("all_proxy"))
                .flatMap(value -> proxy(scheme, value))
                .orElse(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress proxy, IOException e) {
        log.warn("The proxy {} of the environment does not answer: {}", proxy, e.getMessage());
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private boolean isExcepted(String host) {
        return variable("no_proxy").stream()
                .flatMap(all -> Arrays.stream(all.split("[,\\s]+")))
                .map(entry -> entry.toLowerCase(Locale.ROOT))
                .map(entry -> entry.startsWith(".") ? entry.substring(1) : entry)
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> entry.equals("*") || host.equals(entry) || host.endsWith("." + entry));
    }

    private static Optional<Proxy> proxy(String scheme, String value) {
        URI address;
        try {
            address = URI.create(value.contains("://") ? value : "http://" + value);
        } catch (IllegalArgumentException e) {
            log.warn("The proxy that {}_proxy names is no address and is not used", scheme);
            return Optional.empty();
        }
        if (address.getHost() == null || !"http".equals(address.getScheme())) {
            log.warn("The proxy that {}_proxy names is not used: it must be http://host:port", scheme);
            return Optional.empty();
        }
        if (address.getUserInfo() != null) {
            log.warn("The name and password that {}_proxy holds are not sent to the proxy", scheme);
        }
        int port = address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
        // Resolved when it is needed: whoever has all files asks nobody.
        return Optional.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.getHost(), port)));
    }
}

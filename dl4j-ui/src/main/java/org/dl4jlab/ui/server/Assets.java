package org.dl4jlab.ui.server;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Scripts, styles, fonts and pictures under {@code /assets/}. They come from fixed folders inside the jars of the class
 * path and never from the file system; a name that is not there is answered 404 at once.
 */
final class Assets {

    /** URL prefix (after {@code /assets/}) to folder on the class path; the first that fits is used. */
    private static final Map<String, String> FOLDERS = new LinkedHashMap<>();

    static {
        FOLDERS.put("webjars/", "META-INF/resources/webjars/");
        FOLDERS.put("lab/", "org/dl4jlab/ui/assets/");
        FOLDERS.put("", "deeplearning4jUiAssets/");
    }

    /** Plain names only: no empty, hidden or parent segment can be written with these characters. */
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_@-][A-Za-z0-9._@-]*(/[A-Za-z0-9_@-][A-Za-z0-9._@-]*)*");

    private static final LocalizedText NO_FILE = new LocalizedText("No such file.", "没有这个文件。");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("png", "image/png"),
            Map.entry("gif", "image/gif"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff", "font/woff"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("ttf", "font/ttf"),
            Map.entry("eot", "application/vnd.ms-fontobject"));

    private final ClassLoader loader = Assets.class.getClassLoader();
    /** Only what exists is kept, so what a stranger asks for cannot fill the memory. */
    private final Map<String, Buffer> loaded = new ConcurrentHashMap<>();

    private final BasePath base;

    /** @param base below which scripts find the addresses that they ask for */
    Assets(BasePath base) {
        this.base = base;
    }

    /** @param name the path after {@code /assets/} */
    void send(String name, RoutingContext context) {
        HttpServerResponse response = context.response();
        Optional<String> type = type(name);
        Optional<Buffer> content = type.flatMap(t -> content(name));
        if (content.isEmpty()) {
            Responses.notFound(context, NO_FILE);
            return;
        }
        // WebJars carry their version in the address and so never change; ours change with every build.
        String caching = name.startsWith("webjars/") ? "max-age=86400" : "no-cache";
        response.putHeader("content-type", type.get())
                .putHeader("cache-control", caching)
                .end(content.get());
    }

    private static Optional<String> type(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
    }

    private Optional<Buffer> content(String name) {
        Buffer known = loaded.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Map.Entry<String, String> folder = FOLDERS.entrySet().stream()
                .filter(f -> name.startsWith(f.getKey()))
                .findFirst()
                .orElseThrow();
        URL resource = loader.getResource(
                folder.getValue() + name.substring(folder.getKey().length()));
        if (resource == null) {
            return Optional.empty();
        }
        try (InputStream in = resource.openStream()) {
            Buffer content = adapted(name, in.readAllBytes());
            loaded.put(name, content);
            return Optional.of(content);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Scripts of DL4J name addresses of the server from its root; ours find their place by themselves. */
    private Buffer adapted(String name, byte[] content) {
        boolean foreign = !name.startsWith("lab/") && !name.startsWith("webjars/") && name.endsWith(".js");
        if (!foreign || base.prefix().isEmpty()) {
            return Buffer.buffer(content);
        }
        return Buffer.buffer(base.inText(new String(content, StandardCharsets.UTF_8)));
    }
}

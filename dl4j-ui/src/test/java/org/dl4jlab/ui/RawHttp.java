package org.dl4jlab.ui;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Sends bytes exactly as they are given, which an HTTP client library would tidy up first. */
public final class RawHttp {

    /** @param headers names in lower case */
    public record Answer(int status, Map<String, String> headers, String body) {}

    private RawHttp() {}

    /** A GET with the right Host header and further header lines. */
    public static Answer get(int port, String target, String... headers) throws IOException {
        return send(
                port,
                "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + String.join("\r\n", headers)
                        + (headers.length > 0 ? "\r\n" : "") + "Connection: close\r\n\r\n");
    }

    /** Sends the text and reads until the server closes; fails when it does not within 10 s. */
    public static Answer send(int port, String request) throws IOException {
        return send(port, request, 10_000);
    }

    /** The same with another time to wait, in milliseconds. */
    public static Answer send(int port, String request, int timeoutMillis) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            socket.setSoTimeout(timeoutMillis);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return parse(readAll(socket.getInputStream()));
        }
    }

    private static byte[] readAll(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        in.transferTo(all);
        return all.toByteArray();
    }

    private static Answer parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("No HTTP answer: '" + text + "'");
        }
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).trim());
        }
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, text.substring(end + 4));
    }
}

package org.dl4jlab.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Downloads one file, and continues where an earlier attempt, of this process or another, was cut off. What arrives is
 * not trusted: the caller verifies it.
 */
final class WebDownload {

    /** Room for a gzip header and for data that does not compress. */
    private static final long SLACK = 1L << 20;

    private final HttpClient client;
    private final FetchOptions options;
    private final ProgressListener listener;

    WebDownload(FetchOptions options, ProgressListener listener) {
        this(options, listener, EnvironmentProxies.standard());
    }

    WebDownload(FetchOptions options, ProgressListener listener, ProxySelector proxies) {
        this.options = options;
        this.listener = listener;
        this.client = HttpClient.newBuilder()
                // With HTTP/1.1 per file has a connection of its own, whose silence can be noticed.
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(options.connectTimeout())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .proxy(proxies)
                .build();
    }

    /**
     * @param partial grows to be the file; whatever is there already is taken for its beginning
     * @param size of the file in bytes, or -1 if not known
     * @param largest bytes that it cannot exceed
     * @throws SourceFailure if the server does not answer, refuses, stalls or cuts off too often
     */
    void to(Path partial, URI uri, long size, long largest) throws IOException, InterruptedException {
        IOException last = null;
        for (int attempt = 1; attempt <= options.attempts(); attempt++) {
            long before = length(partial);
            if (size >= 0 && before == size) {
                return;
            }
            if (before > (size >= 0 ? size : largest + SLACK)) {
                delete(partial);
                before = 0;
            }
            try {
                if (request(partial, uri, before, size, largest + SLACK)) {
                    return;
                }
                // What is there is no beginning of this file.
                delete(partial);
                last = new SourceFailure("refuses to continue a download");
            } catch (SourceFailure e) {
                throw e;
            } catch (IOException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                last = e;
                if (length(partial) <= before) {
                    // Not a byte more than last time: this server has nothing to give now.
                    break;
                }
            }
        }
        throw new SourceFailure(reason(last, uri), last);
    }

    /** Returns false if the server has nothing after what is there already. */
    private boolean request(Path partial, URI uri, long from, long size, long largest)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(options.stallTimeout()).header("User-Agent", "dl4j-lab");
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        HttpResponse<InputStream> response =
                client.send(request.build(), info -> new ResponseStream(options.stallTimeout()));
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            if (status == 416 && from > 0) {
                return false;
            }
            if (status != 200 && status != 206) {
                throw new SourceFailure("answered " + status);
            }
            boolean continued = status == 206 && startsAt(response.headers(), from);
            if (status == 206 && !continued) {
                throw new SourceFailure("answered with another part of the file than was asked for");
            }
            long start = continued ? from : 0;
            long announced =
                    response.headers().firstValueAsLong("Content-Length").orElse(-1);
            long total = announced < 0 ? size : start + announced;
            if (size >= 0 && total != size) {
                throw new SourceFailure("offers " + total + " bytes, expected " + size);
            }
            if (total > largest) {
                throw new SourceFailure("offers " + total + " bytes, more than the file can have");
            }
            try (OutputStream out = new CappedOutput(partial, continued, largest, "what it sends")) {
                Transfer.copy(body, out, uri.toString(), start, total, listener);
            }
            if (total >= 0 && length(partial) != total) {
                throw new IOException("was cut off after " + length(partial) + " of " + total + " bytes");
            }
            return true;
        }
    }

    private static boolean startsAt(HttpHeaders headers, long from) {
        return headers.firstValue("Content-Range")
                .map(range -> range.startsWith("bytes " + from + "-"))
                .orElse(false);
    }

    private static String reason(IOException e, URI uri) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException || t instanceof java.net.UnknownHostException) {
                return "host " + uri.getHost() + " is not known (no network, or no name service)";
            }
        }
        if (e instanceof HttpConnectTimeoutException) {
            return "no connection within the time limit";
        }
        if (e instanceof HttpTimeoutException) {
            return "no answer within the time limit";
        }
        if (e instanceof ConnectException) {
            return "connection refused";
        }
        return SourceFailure.reason(e);
    }

    private static long length(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new CacheFailure(file, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new CacheFailure(file, e);
        }
    }
}

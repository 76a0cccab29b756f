package org.dl4jlab.data.fetch;

import java.time.Duration;

/**
 * How patient fetching is, and which programs it asks.
 *
 * @param connectTimeout until a web server accepts the connection
 * @param stallTimeout without a single byte from a web server
 * @param clientTimeout for one run of a package client, download included
 * @param attempts at one web file; each continues where the last was cut off
 * @param npmCommand name or path of npm
 * @param aptGetCommand name or path of apt-get
 */
public record FetchOptions(
        Duration connectTimeout,
        Duration stallTimeout,
        Duration clientTimeout,
        int attempts,
        String npmCommand,
        String aptGetCommand) {

    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    public FetchOptions {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, got " + attempts);
        }
    }

    public static FetchOptions standard() {
        return new FetchOptions(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(15),
                4,
                WINDOWS ? "npm.cmd" : "npm",
                "apt-get");
    }
}

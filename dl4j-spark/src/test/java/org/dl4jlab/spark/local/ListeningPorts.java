package org.dl4jlab.spark.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What processes listen on, as Linux tells. */
final class ListeningPorts {

    private static final String LISTENS = "0A";

    private ListeningPorts() {}

    /**
     * Addresses other than loopback on which a process of these listens, in the hexadecimal form of {@code /proc/net/tcp}.
     *
     * @return also every address that it listens on at all, in {@code all}
     */
    static List<String> beyondLoopback(Set<Long> processes, List<String> all) throws IOException {
        List<String> beyond = new ArrayList<>();
        for (long process : processes) {
            Path descriptors = Path.of("/proc", String.valueOf(process), "fd");
            if (!Files.isDirectory(descriptors)) {
                // It has ended meanwhile.
                continue;
            }
            Set<String> sockets = sockets(descriptors);
            for (String table : List.of("tcp", "tcp6")) {
                for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
                    String[] parts = line.strip().split("\\s+");
                    if (parts.length > 9 && parts[3].equals(LISTENS) && sockets.contains(parts[9])) {
                        all.add(parts[1]);
                        if (!isLoopback(parts[1].split(":")[0])) {
                            beyond.add(process + " " + parts[1]);
                        }
                    }
                }
            }
        }
        return beyond;
    }

    /** 127.x.y.z, ::1, or 127.x.y.z in the form of IPv6; bytes of each word are reversed. */
    private static boolean isLoopback(String address) {
        return address.length() == 8
                ? address.endsWith("7F")
                : address.equals("00000000000000000000000001000000")
                        || address.startsWith("0000000000000000FFFF0000") && address.endsWith("7F");
    }

    private static Set<String> sockets(Path descriptors) throws IOException {
        try (Stream<Path> links = Files.list(descriptors)) {
            return links.map(ListeningPorts::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .collect(Collectors.toSet());
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }
}

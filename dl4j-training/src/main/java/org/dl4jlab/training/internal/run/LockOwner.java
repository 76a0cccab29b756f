package org.dl4jlab.training.internal.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Which process works in a folder, written into the folder's lock file where the file system has no locks.
 *
 * @param process its number
 * @param started when it started, in milliseconds since 1970, because numbers are used again; 0 if not known
 * @param host name of its machine; other machines may see the same file system
 */
record LockOwner(long process, long started, String host) {

    private static final int LONGEST = 1000;

    static LockOwner current() {
        ProcessHandle current = ProcessHandle.current();
        return new LockOwner(current.pid(), startOf(current), hostName());
    }

    /** Empty if the file names nobody, as when its process was killed before it could. */
    static Optional<LockOwner> read(Path file) throws IOException {
        if (!RegularFile.is(file) || Files.size(file) > LONGEST) {
            return Optional.empty();
        }
        String[] parts = Files.readString(file, StandardCharsets.UTF_8).strip().split(" ", 3);
        try {
            return parts.length == 3
                    ? Optional.of(new LockOwner(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    void write(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.wrap((process + " " + started + " " + host).getBytes(StandardCharsets.UTF_8));
        channel.truncate(0);
        while (text.hasRemaining()) {
            channel.write(text);
        }
    }

    /** Whether the process has certainly ended; nobody can tell of another machine's. */
    boolean hasEnded() {
        return host.equals(hostName())
                && ProcessHandle.of(process)
                        .filter(handle -> handle.isAlive() && startOf(handle) == started)
                        .isEmpty();
    }

    private static long startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Asks no name server, which may not answer. */
    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            String windows = System.getenv("COMPUTERNAME");
            return windows != null
                    ? windows
                    : Optional.ofNullable(System.getenv("HOSTNAME")).orElse("this machine");
        }
    }
}

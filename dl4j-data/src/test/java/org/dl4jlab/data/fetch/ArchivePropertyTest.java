package org.dl4jlab.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Damaged archives: reading one fails as a source fails, or hands over files of the wanted names, and never hangs. */
class ArchivePropertyTest {

    private static final Map<String, byte[]> FILES =
            Map.of("a", "first file".getBytes(), "b", "second file".getBytes());
    private static final byte[] TAR = TinySet.tar("package/", FILES);

    @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
    void tar(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = TAR.clone();
        for (int changes = random.nextInt(6); changes >= 0; changes--) {
            // Headers are where a tar can be misread; they lie in the first 512 bytes of each kilobyte here.
            bytes[random.nextInt(2) * 1024 + random.nextInt(512)] = (byte) random.nextInt(256);
        }
        read(random.nextBoolean() ? bytes : java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)), false);
    }

    @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
    void tarGz(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = TinySet.gzip(TAR);
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        read(bytes, true);
    }

    private static void read(byte[] bytes, boolean gzip) {
        Map<String, byte[]> found = new HashMap<>();
        try {
            InputStream in = new ByteArrayInputStream(bytes);
            TarFiles.read(
                    gzip ? ArchiveUnpacker.gunzip(in) : in,
                    Set.of("package/a", "package/b"),
                    (name, size, content) -> found.put(name, content.readNBytes(1 << 20)));
        } catch (IOException e) {
            assertThat(SourceFailure.reason(e)).isNotBlank();
        }
        assertThat(found.keySet()).isSubsetOf("package/a", "package/b");
    }
}

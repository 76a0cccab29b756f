package org.dl4jlab.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.Source.WebArchive;
import org.dl4jlab.data.catalog.Source.WebFiles;
import org.dl4jlab.data.catalog.SourceLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that arrive packed: each is checked after unpacking, an archive before and after. */
@Timeout(60)
class PackedFetchTest {

    @TempDir
    Path cache;

    private final Map<String, byte[]> files = TinySet.files();

    private Fetcher fetcher() {
        return new Fetcher(cache, Optional.empty(), WebFetchTest.PATIENT);
    }

    @Test
    void gzipFilesAreUnpackedAndVerified() throws IOException {
        Map<String, byte[]> packed = new LinkedHashMap<>();
        files.forEach((name, content) -> packed.put(name + ".gz", TinySet.gzip(content)));
        try (TestServer server = new TestServer(packed)) {
            DataSetSpec spec = TinySet.spec(new WebFiles(server.base(), SourceLayout.gzip("")));
            fetcher().fetch(spec, ProgressListener.NONE);
            WebFetchTest.assertAllGood(fetcher(), spec, cache);
        }
    }

    @Test
    void damagedGzipIsRefused() throws IOException {
        Map<String, byte[]> packed = new LinkedHashMap<>();
        files.forEach((name, content) -> {
            byte[] gz = TinySet.gzip(content);
            gz[gz.length / 2] ^= 0x10;
            packed.put(name + ".gz", gz);
        });
        try (TestServer server = new TestServer(packed);
                TestServer good = new TestServer(files)) {
            DataSetSpec spec = TinySet.spec(
                    new WebFiles(server.base(), SourceLayout.gzip("")),
                    new WebFiles(good.base(), SourceLayout.plain("")));
            fetcher().fetch(spec, ProgressListener.NONE);
            WebFetchTest.assertAllGood(fetcher(), spec, cache);
        }
    }

    @Test
    void anArchiveIsVerifiedAndUnpacked() throws IOException {
        byte[] archive = TinySet.gzip(TinySet.tar("tiny-data/", files));
        try (TestServer server = new TestServer(Map.of("tiny.tar.gz", archive))) {
            WebArchive source = new WebArchive(
                    server.base().resolve("tiny.tar.gz"),
                    archive.length,
                    TinySet.hash("SHA-256", archive),
                    SourceLayout.plain("tiny-data/"));
            DataSetSpec spec = TinySet.spec(source);
            server.behave(new TestServer.Behaviour() {
                private boolean cut;

                @Override
                public void answer(com.sun.net.httpserver.HttpExchange exchange, byte[] content) throws IOException {
                    if (cut) {
                        TestServer.ranges(exchange, content);
                    } else {
                        cut = true;
                        TestServer.half(exchange, content);
                    }
                }
            });
            fetcher().fetch(spec, ProgressListener.NONE);
            WebFetchTest.assertAllGood(fetcher(), spec, cache);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void anArchiveWithTheWrongChecksumIsNotOpened() throws IOException {
        byte[] archive = TinySet.gzip(TinySet.tar("tiny-data/", files));
        try (TestServer server = new TestServer(Map.of("tiny.tar.gz", archive))) {
            WebArchive source = new WebArchive(
                    server.base().resolve("tiny.tar.gz"),
                    archive.length,
                    "0".repeat(64),
                    SourceLayout.plain("tiny-data/"));
            DataSetSpec spec = TinySet.spec(source);
            assertThatThrownBy(() -> fetcher().fetch(spec, ProgressListener.NONE))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("has the wrong content: SHA-256");
        }
    }
}

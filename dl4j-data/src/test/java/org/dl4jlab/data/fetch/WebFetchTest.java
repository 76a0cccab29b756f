package org.dl4jlab.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.Source.WebFiles;
import org.dl4jlab.data.catalog.SourceLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Web servers, good and bad: what arrives is right or it does not arrive, and the next source is asked in time. */
@Timeout(60)
class WebFetchTest {

    /** A server on a busy machine may take seconds for its first answer. */
    static final FetchOptions PATIENT = waiting(30);

    private static FetchOptions waiting(int stallSeconds) {
        return new FetchOptions(
                Duration.ofSeconds(30),
                Duration.ofSeconds(stallSeconds),
                Duration.ofSeconds(30),
                3,
                "no-such-npm",
                "no-such-apt-get");
    }

    @TempDir
    Path cache;

    private final Map<String, byte[]> files = TinySet.files();
    private TestServer bad;
    private TestServer good;
    private DataSetSpec spec;

    @BeforeEach
    void serve() throws IOException {
        bad = new TestServer(files);
        good = new TestServer(files);
        spec = TinySet.spec(plain(bad.base()), plain(good.base()));
    }

    @AfterEach
    void stop() {
        bad.close();
        good.close();
    }

    private static WebFiles plain(URI base) {
        return new WebFiles(base, SourceLayout.plain(""));
    }

    private Fetcher fetcher() {
        return new Fetcher(cache, Optional.empty(), PATIENT);
    }

    /** Where a server is to be given up. */
    private Fetcher impatient() {
        return new Fetcher(cache, Optional.empty(), waiting(2));
    }

    private void assertAllGood() {
        assertAllGood(fetcher(), spec, cache);
    }

    /** Everything is there, and nothing else. */
    static void assertAllGood(Fetcher fetcher, DataSetSpec spec, Path cache) {
        assertThat(fetcher.verify(spec)).hasSize(4).allMatch(FileCheck::good);
        try (Stream<Path> remains = Files.walk(cache)) {
            assertThat(remains.map(p -> p.getFileName().toString()))
                    .noneMatch(name -> name.startsWith(".tmp-") || name.startsWith(".partial-"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aGoodServerIsAskedOnceForEachFileAndNeverAgain() {
        fetcher().fetch(spec, ProgressListener.NONE);
        fetcher().fetch(spec, ProgressListener.NONE);
        assertThat(bad.requests())
                .containsExactlyInAnyOrder("/train-images", "/train-labels", "/test-images", "/test-labels");
        assertThat(good.requests()).isEmpty();
        assertAllGood();
    }

    @Test
    void offlineNoServerIsAskedAndWhatIsMissingIsSaidInASentence() {
        assertThatThrownBy(() -> fetcher().offline().fetch(spec, ProgressListener.NONE))
                .isInstanceOf(DataException.class)
                .hasMessage("Tiny is not in the cache (4 of 4 files are missing or damaged in " + cache.resolve("tiny")
                        + "), and nothing may be fetched while offline.");
        assertThat(bad.requests()).isEmpty();
        assertThat(good.requests()).isEmpty();

        fetcher().fetch(spec, ProgressListener.NONE);
        int asked = bad.requests().size();
        fetcher().offline().fetch(spec, ProgressListener.NONE);
        assertThat(bad.requests()).hasSize(asked);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 500, 503})
    void aServerThatRefusesIsSkipped(int status) {
        bad.behave(TestServer.status(status));
        fetcher().fetch(spec, ProgressListener.NONE);
        assertAllGood();
    }

    @Test
    void aServerThatNeverAnswersIsSkipped() {
        bad.behave(bad::hang);
        impatient().fetch(spec, ProgressListener.NONE);
        assertAllGood();
    }

    @Test
    void aServerThatStallsIsSkippedAndItsHalfIsContinuedElsewhere() {
        bad.behave(bad::stall);
        impatient().fetch(spec, ProgressListener.NONE);
        assertAllGood();
        assertThat(good.requests()).anyMatch(r -> r.matches("/train-images bytes=\\d+-"));
    }

    @Test
    void aConnectionThatIsCutIsContinuedWithTheMissingBytes() {
        AtomicInteger count = new AtomicInteger();
        bad.behave((exchange, content) -> {
            if (count.getAndIncrement() == 0) {
                TestServer.half(exchange, content);
            } else {
                TestServer.ranges(exchange, content);
            }
        });
        fetcher().fetch(spec, ProgressListener.NONE);
        assertAllGood();
        assertThat(good.requests()).isEmpty();
        int size = files.get("train-images").length;
        assertThat(bad.requests()).startsWith("/train-images", "/train-images bytes=" + size / 2 + "-");
    }

    @Test
    void aServerThatAlwaysCutsIsSkipped() {
        bad.behave(TestServer::half);
        fetcher().fetch(spec, ProgressListener.NONE);
        assertAllGood();
    }

    @Test
    void aServerWithoutRangesStartsTheFileAgain() throws IOException {
        bad.behave(TestServer::whole);
        leavePartial(Arrays.copyOf(files.get("train-images"), 100));
        fetcher().fetch(spec, ProgressListener.NONE);
        assertAllGood();
        assertThat(bad.requests()).contains("/train-images bytes=100-");
        assertThat(good.requests()).isEmpty();
    }

    @Test
    void aPartialFileOfSomethingElseIsThrownAwayAfterTheChecksum() throws IOException {
        leavePartial(new byte[100]);
        fetcher().fetch(spec, ProgressListener.NONE);
        assertAllGood();
        assertThat(bad.requests()).contains("/train-images bytes=100-", "/train-images");
        assertThat(good.requests()).isEmpty();
    }

    @Test
    void aServerThatHasNothingAfterAPartialFileStartsAgain() throws IOException {
        Map<String, byte[]> packed = new LinkedHashMap<>();
        files.forEach((name, content) -> packed.put(name + ".gz", TinySet.gzip(content)));
        Path folder = Files.createDirectories(cache.resolve("tiny"));
        Files.write(folder.resolve(".partial-train-images.gz"), new byte[100_000]);
        try (TestServer server = new TestServer(packed)) {
            spec = TinySet.spec(new WebFiles(server.base(), SourceLayout.gzip("")));
            fetcher().fetch(spec, ProgressListener.NONE);
            assertAllGood();
            assertThat(server.requests()).startsWith("/train-images.gz bytes=100000-", "/train-images.gz");
        }
    }

    @Test
    void aPartialFileThatIsTooLongIsThrownAway() throws IOException {
        leavePartial(new byte[files.get("train-images").length + 5]);
        fetcher().fetch(spec, ProgressListener.NONE);
        assertAllGood();
        assertThat(good.requests()).isEmpty();
    }

    private void leavePartial(byte[] content) throws IOException {
        Path folder = Files.createDirectories(cache.resolve("tiny"));
        Files.write(folder.resolve(".partial-train-images"), content);
    }

    @Test
    void aPartMislabelledByTheServerIsRefused() throws IOException {
        leavePartial(Arrays.copyOf(files.get("train-images"), 100));
        bad.behave((exchange, content) -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 0-9/" + content.length);
            exchange.sendResponseHeaders(206, 10);
            exchange.getResponseBody().write(content, 0, 10);
        });
        fetcher().fetch(spec, ProgressListener.NONE);
        assertAllGood();
    }

    @Test
    void wrongContentOfTheRightLengthIsRefused() {
        bad.behave((exchange, content) -> TestServer.whole(exchange, new byte[content.length]));
        fetcher().fetch(spec, ProgressListener.NONE);
        assertAllGood();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 4_000_000})
    void shorterAndLongerFilesAreRefused(int difference) {
        bad.behave(
                (exchange, content) -> TestServer.whole(exchange, Arrays.copyOf(content, content.length + difference)));
        fetcher().fetch(spec, ProgressListener.NONE);
        assertAllGood();
    }

    @Test
    void anEndlessAnswerOfUnknownLengthIsRefused() {
        bad.behave((exchange, content) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[1 << 16];
            for (int i = 0; i < 1000; i++) {
                exchange.getResponseBody().write(block);
            }
        });
        fetcher().fetch(spec, ProgressListener.NONE);
        assertAllGood();
    }

    @Test
    void aGoodAnswerOfUnknownLengthIsTaken() {
        bad.behave((exchange, content) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(content);
        });
        fetcher().fetch(spec, ProgressListener.NONE);
        assertAllGood();
        assertThat(good.requests()).isEmpty();
    }

    @Test
    void aFileBecomesGoodOnlyWhenItIsWhole() {
        bad.behave(TestServer::half);
        good.behave(TestServer.status(404));
        assertThatThrownBy(() -> fetcher().fetch(spec, ProgressListener.NONE)).isInstanceOf(DataException.class);
        assertThat(fetcher().verify(spec)).allMatch(c -> c.state() == FileCheck.State.MISSING);
    }

    @Test
    void aGoodFileIsNeverReplacedByABrokenOne() throws IOException {
        fetcher().fetch(spec, ProgressListener.NONE);
        Path damaged = cache.resolve("tiny/test-labels");
        Files.write(damaged, new byte[10]);
        bad.behave((exchange, content) -> TestServer.whole(exchange, new byte[content.length]));
        good.behave(TestServer.status(500));
        assertThatThrownBy(() -> fetcher().fetch(spec, ProgressListener.NONE))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("1 of 4 files");
        assertThat(fetcher().verify(spec)).filteredOn(FileCheck::good).hasSize(3);
        assertThat(damaged).hasBinaryContent(new byte[10]);
    }

    @Test
    void aDamagedFileIsFetchedAgain() throws IOException {
        fetcher().fetch(spec, ProgressListener.NONE);
        byte[] content = files.get("train-images").clone();
        content[500] ^= 1;
        Files.write(cache.resolve("tiny/train-images"), content);
        fetcher().fetch(spec, ProgressListener.NONE);
        assertAllGood();
    }

    @Test
    @Timeout(60)
    void whenNoSourceHelpsTheMessageSaysWhatWasTriedAndWhatToDo() throws IOException {
        URI refusing;
        try (ServerSocket socket = new ServerSocket(0)) {
            refusing = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
        }
        bad.behave(bad::hang);
        good.behave(TestServer.status(404));
        spec = TinySet.spec(
                plain(URI.create("http://no-such-host.invalid/")),
                plain(refusing),
                plain(bad.base()),
                plain(good.base()));
        assertThatThrownBy(() -> impatient().fetch(spec, ProgressListener.NONE))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Tiny could not be fetched: 4 of 4 files")
                .hasMessageContaining("http://no-such-host.invalid/: host no-such-host.invalid is not known")
                .hasMessageContaining(refusing + ": connection refused")
                .hasMessageContaining(bad.base() + ": no answer within the time limit")
                .hasMessageContaining(good.base() + ": answered 404")
                .hasMessageContaining("put them into " + cache.resolve("tiny"))
                .hasMessageContaining("train-images, 4816 bytes, SHA-256 "
                        + spec.files().get(0).sha256());
    }

    @Test
    void progressRunsFromNothingToTheWhole() {
        List<String> seen = new ArrayList<>();
        fetcher().fetch(spec, (source, done, total) -> seen.add(source + " " + done + "/" + total));
        String name = bad.base() + "train-images";
        assertThat(seen).contains(name + " 0/4816", name + " 4816/4816");
    }

    @Test
    void anInterruptEndsTheFetchAndStaysSet() throws InterruptedException {
        bad.behave(bad::stall);
        good.behave(good::stall);
        List<Throwable> thrown = new ArrayList<>();
        List<Boolean> flag = new ArrayList<>();
        Thread thread = new Thread(() -> {
            try {
                fetcher().fetch(spec, ProgressListener.NONE);
            } catch (DataException e) {
                thrown.add(e);
                flag.add(Thread.currentThread().isInterrupted());
            }
        });
        thread.start();
        await().until(() -> !bad.requests().isEmpty());
        thread.interrupt();
        thread.join();
        assertThat(thrown).singleElement().asString().contains("interrupted");
        assertThat(flag).containsExactly(true);
    }
}

package org.dl4jlab.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.dl4jlab.ui.server.AccessToken;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one address that takes something in: what it answers, and that everything but an honest image is refused. */
class UploadAttackTest {

    private static final int LIMIT = 16 * 1024 * 1024;

    private static WidthServer server;
    private static int port;
    private static byte[] png;

    private List<Path> filesBefore;

    @BeforeAll
    static void start() throws IOException {
        server = WidthServer.start(DashboardOptions.defaults());
        port = server.port();
        png = server.png();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void lookAtTheTemporaryFolder() throws IOException {
        filesBefore = WidthServer.temporaryFiles();
    }

    private static String request(String target, int length, String... changed) {
        return server.request(target, length, changed);
    }

    private static RawHttp.Answer post(String target, byte[] body, String... changed) throws IOException {
        return server.post(target, body, changed);
    }

    private void assertNothingWasWritten() throws IOException {
        assertThat(WidthServer.temporaryFiles()).isEqualTo(filesBefore);
    }

    @Test
    void anHonestImageIsAnsweredAndNothingIsWritten() throws IOException {
        for (String format : List.of("png", "jpeg")) {
            RawHttp.Answer answer =
                    post("/api/predict/width-1", WidthServer.encoded(31, 9, format), "Content-Type: image/" + format);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers())
                    .containsEntry("content-type", "application/json")
                    .containsEntry("cache-control", "no-store");
            JsonNode json = new ObjectMapper().readTree(answer.body());
            assertThat(json.at("/classes/0/name").asText()).isEqualTo("width 31");
            assertThat(json.at("/seen").asText()).startsWith("data:image/png;base64,");
            assertThat(json.at("/milliseconds").asDouble()).isPositive();
        }
        assertNothingWasWritten();
    }

    @Test
    void thePageListsWhoCanBeAsked() throws IOException {
        JsonNode runs =
                new ObjectMapper().readTree(RawHttp.get(port, "/api/predictors").body());
        assertThat(runs.at("/0/id").asText()).isEqualTo("width-1");
        assertThat(runs.at("/0/shape").toString()).isEqualTo("[1,28,28]");
        assertThat(RawHttp.get(port, "/draw").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin: http://evil.example, 403",
        "Origin: null, 403",
        "Origin: https://127.0.0.1:PORT, 403",
        "Origin: http://127.0.0.1:1, 403",
        "Origin:, 403",
        "Sec-Fetch-Site: cross-site, 403",
        "Sec-Fetch-Site: same-site, 403",
        "Sec-Fetch-Site: none, 403",
        "Host: evil.example:PORT, 421",
        "Content-Type:, 415",
        "Content-Type: text/plain, 415",
        "Content-Type: multipart/form-data; boundary=X, 415",
        "Content-Type: application/x-www-form-urlencoded, 415",
        "Content-Type: image/svg+xml, 415",
        "Content-Type: image/png; a=b, 415",
        "Content-Length:, 411",
        "Content-Length: 16777217, 413",
    })
    void aDishonestHeaderIsRefused(String header, int status) throws IOException {
        RawHttp.Answer answer = post("/api/predict/width-1", png, header.replace("PORT", Integer.toString(port)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("width");
        assertNothingWasWritten();
    }

    @Test
    void aBodyOfUntoldLengthIsRefused() throws IOException {
        String chunked = request("/api/predict/width-1", 0, "Content-Length:", "Transfer-Encoding: chunked");
        assertThat(RawHttp.send(port, chunked + "3\r\nabc\r\n0\r\n\r\n").status())
                .isEqualTo(411);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 99999999999999999999", "Content-Length: -1", "Transfer-Encoding: chunked"})
    void aContradictoryLengthIsRefusedAndEndsTheConnection(String header) throws IOException {
        // Two lengths are how requests are smuggled: nothing that follows is looked at.
        String lengths = header.startsWith("Content") ? header : "Content-Length: 5\r\n" + header;
        String text = request("/api/predict/width-1", 0, "Content-Length:").replace("Origin:", lengths + "\r\nOrigin:");
        RawHttp.Answer answer = RawHttp.send(port, text + "0\r\n\r\n" + text);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/predict/",
                "/api/predict",
                "/api/predict/a/b",
                "/api/predict/..",
                "/api/predict/../runs",
                "/api/predict/.hidden",
                "/api/predict/a%2fb",
                "/api/predict/%77idth-1",
                "/api/predict/width-1?x=1",
                "/api/predict/width-1;x",
                "//api/predict/width-1",
                "/api/predictors",
                "/api/runs",
                "/draw",
                "/",
            })
    void everyOtherAddressTakesNothing(String target) throws IOException {
        RawHttp.Answer answer = post(target, png);
        assertThat(answer.status()).isEqualTo(405);
        assertNothingWasWritten();
    }

    @Test
    void otherMethodsAndReadingAreRefusedThere() throws IOException {
        for (String method : List.of("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "HEAD")) {
            String text = request("/api/predict/width-1", 0).replace("POST ", method + " ");
            assertThat(RawHttp.send(port, text).status()).as(method).isEqualTo(405);
        }
        assertThat(RawHttp.get(port, "/api/predict/width-1").status()).isEqualTo(404);
    }

    @Test
    void aRunThatIsNotThereIsToldInOneSentence() throws IOException {
        RawHttp.Answer answer = post("/api/predict/absent", png);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(new ObjectMapper().readTree(answer.body()).at("/error").asText())
                .isEqualTo("There is no run of this name that can be asked.");
    }

    @Test
    void whatIsNoImageIsToldSo() throws IOException {
        byte[] cut = Arrays.copyOf(png, png.length / 2);
        byte[] script = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        for (byte[] body : List.of(new byte[0], cut, script)) {
            RawHttp.Answer answer = post("/api/predict/width-1", body);
            assertThat(answer.status()).as(answer.body()).isEqualTo(422);
            assertThat(new ObjectMapper().readTree(answer.body()).at("/error").asText())
                    .isNotBlank()
                    .doesNotContain("Exception")
                    .doesNotContain("/");
        }
        assertNothingWasWritten();
    }

    /** A progressive JPEG of a few kilobytes whose last scan is repeated: each takes a decoder as long as the whole image. */
    private static byte[] manyScans(int side, int scans) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        javax.imageio.ImageWriter writer =
                ImageIO.getImageWritersByFormatName("jpeg").next();
        javax.imageio.ImageWriteParam settings = writer.getDefaultWriteParam();
        settings.setProgressiveMode(javax.imageio.ImageWriteParam.MODE_DEFAULT);
        try (javax.imageio.stream.MemoryCacheImageOutputStream stream =
                new javax.imageio.stream.MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            writer.write(null, new javax.imageio.IIOImage(image, null, null), settings);
        }
        writer.dispose();
        byte[] once = out.toByteArray();
        int last = 0;
        for (int i = 2; i < once.length - 1; i++) {
            last = (once[i] & 0xFF) == 0xFF && (once[i + 1] & 0xFF) == 0xDA ? i : last;
        }
        byte[] scan = Arrays.copyOfRange(once, last, once.length - 2);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(once, 0, once.length - 2);
        for (int i = 0; i < scans; i++) {
            all.write(scan);
        }
        all.write(once, once.length - 2, 2);
        return all.toByteArray();
    }

    @Test
    void anImageOfEndlessScansIsNotDecoded() throws IOException {
        byte[] endless = manyScans(2048, 2000);
        RawHttp.Answer answer = post("/api/predict/width-1", endless, "Content-Type: image/jpeg");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(new ObjectMapper().readTree(answer.body()).at("/error").asText())
                .contains("scans");
        assertThat(new ObjectMapper().readTree(answer.body()).at("/chinese").asText())
                .contains("扫描");
        // What photographs have, and a small image with some more.
        for (byte[] honest : List.of(manyScans(2048, 0), manyScans(200, 50))) {
            assertThat(post("/api/predict/width-1", honest, "Content-Type: image/jpeg")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void theGreatestImageIsTakenAndOneByteMoreIsNot() throws IOException {
        // Bytes after the end of a PNG are not looked at.
        assertThat(post("/api/predict/width-1", Arrays.copyOf(png, LIMIT)).status())
                .isEqualTo(200);
        // Refused by its header; nothing of the body is waited for.
        assertThat(RawHttp.send(port, request("/api/predict/width-1", LIMIT + 1))
                        .status())
                .isEqualTo(413);
        assertNothingWasWritten();
    }

    @Test
    void withATokenOnlyItsHolderIsAnswered() throws IOException {
        server.close();
        String token = "0123456789abcdefghij";
        try (WidthServer guarded = WidthServer.start(DashboardOptions.defaults().withToken(AccessToken.of(token)))) {
            int other = guarded.port();
            String body = new String(png, StandardCharsets.ISO_8859_1);
            String honest = request("/api/predict/width-1", png.length).replace(":" + port, ":" + other);
            assertThat(RawHttp.send(other, honest + body).status()).isEqualTo(401);
            String cookie = RawHttp.get(other, "/?token=" + token)
                    .headers()
                    .get("set-cookie")
                    .split(";")[0];
            String withCookie = honest.replace("Origin:", "Cookie: " + cookie + "\r\nOrigin:");
            assertThat(RawHttp.send(other, withCookie + body).status()).isEqualTo(200);
            // A program that is no page of any site shows the token itself.
            String program =
                    honest.replaceAll("Origin:.*\r\nSec-Fetch-Site:.*\r\n", "Authorization: Bearer " + token + "\r\n");
            assertThat(RawHttp.send(other, program + body).status()).isEqualTo(200);
            assertThat(RawHttp.send(other, program.replace("cdefghij", "cdefghi0") + body)
                            .status())
                    .isEqualTo(401);
        } finally {
            server = WidthServer.start(DashboardOptions.defaults());
            port = server.port();
        }
    }
}

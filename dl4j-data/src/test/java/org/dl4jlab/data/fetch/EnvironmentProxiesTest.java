package org.dl4jlab.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentProxiesTest {

    @ParameterizedTest
    @CsvSource({
        "https_proxy, http://proxy.example:3128, https://data.example/x, proxy.example:3128",
        "HTTPS_PROXY, proxy.example:3128, https://data.example/x, proxy.example:3128",
        "http_proxy, http://proxy.example:8080/, http://data.example/x, proxy.example:8080",
        "http_proxy, http://proxy.example:8080/, https://data.example/x, DIRECT",
        "all_proxy, http://proxy.example, https://data.example/x, proxy.example:1080",
        "https_proxy, http://me:secret@proxy.example:3128, https://data.example/x, proxy.example:3128",
        "https_proxy, socks5://proxy.example:3128, https://data.example/x, DIRECT",
        "https_proxy, '::not an address::', https://data.example/x, DIRECT",
        "https_proxy, '', https://data.example/x, DIRECT",
        "https_proxy, http://proxy.example:3128, https://localhost/x, DIRECT",
        "https_proxy, http://proxy.example:3128, https://127.0.0.1:8443/x, DIRECT",
    })
    void theVariableOfTheSchemeCounts(String name, String value, URI asked, String expected) {
        assertThat(selected(Map.of(name, value), asked)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'*', DIRECT",
        "'data.example', DIRECT",
        "'other.example,.example', DIRECT",
        "'EXAMPLE', DIRECT",
        "'ata.example', proxy.example:3128",
        "'other.example', proxy.example:3128",
        "'', proxy.example:3128",
    })
    void hostsCanBeExcepted(String except, String expected) {
        Map<String, String> environment = Map.of("https_proxy", "http://proxy.example:3128", "no_proxy", except);

        assertThat(selected(environment, URI.create("https://data.example/x"))).isEqualTo(expected);
    }

    @Test
    void aFileIsFetchedThroughTheProxy(@TempDir Path folder) throws Exception {
        byte[] content = "bytes".getBytes(StandardCharsets.US_ASCII);
        try (TestServer proxy = new TestServer(Map.of("file.bin", content))) {
            Map<String, String> environment = Map.of("http_proxy", proxy.base().toString());
            Path target = folder.resolve("file.bin");

            new WebDownload(FetchOptions.standard(), ProgressListener.NONE, EnvironmentProxies.of(environment))
                    .to(target, URI.create("http://no-such-host.invalid/file.bin"), content.length, content.length);

            assertThat(target).hasBinaryContent(content);
        }
    }

    private static String selected(Map<String, String> environment, URI asked) {
        Proxy proxy = EnvironmentProxies.of(environment).select(asked).get(0);
        return proxy.address() instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : "DIRECT";
    }
}

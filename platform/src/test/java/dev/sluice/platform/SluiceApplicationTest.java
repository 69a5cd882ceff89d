package dev.sluice.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@ExtendWith(OutputCaptureExtension.class)
class SluiceApplicationTest {

    private static final String[] FREE_PORTS = {"--server.port=0", "--management.server.port=0"};

    @Test
    void aServiceStartsWithoutAnyBackendThatItDoesNotUse() throws Exception {
        try (ConfigurableApplicationContext context = SluiceApplication.run(Service.class, FREE_PORTS)) {
            int management = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.management.port"));

            assertThat(status(management, "/actuator/prometheus")).isEqualTo(200);
            assertThat(status(management, "/actuator/health/liveness")).isEqualTo(200);
        }
    }

    @Test
    void aSettingThatCantWorkIsExplainedWithoutAStackTrace(CapturedOutput output) {
        Throwable failure = catchThrowable(() -> SluiceApplication.run(Service.class, "--sluice.topics.partitions=0"));

        assertThat(failure).isNotNull();
        assertThat(output.getAll())
                .contains("sluice.topics.partitions must be at least 1 but is 0")
                .doesNotContain("\tat ");
    }

    @Test
    void aContractThatCantBeRightIsExplainedWithoutAStackTrace(CapturedOutput output, @TempDir Path dir)
            throws IOException {
        Files.writeString(dir.resolve("broken.avsc"), "{");

        Throwable failure = catchThrowable(() -> SluiceApplication.run(Service.class, "--sluice.contracts.dir=" + dir));

        assertThat(failure).isNotNull();
        assertThat(output.getAll()).contains("start failed", "broken.avsc").doesNotContain("\tat ");
    }

    private static int status(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Configuration(proxyBeanMethods = false)
    @Import(PlatformModule.class)
    static class Service {}
}

package dev.sluice.reports.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.reports.ReadingHouse;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The console's files, as a browser gets them. */
class ConsoleRoutesIT {

    private static final int MOST_BYTES = 500_000;

    private final ReadingHouse house = ReadingHouse.shared();

    @Test
    void thePageComesUnderAPolicyThatLetsNothingElseRun() {
        HttpResponse<byte[]> page = house.get("/console/", "X-API-Key", "nobody's");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void aFileThatIsKnownIsNotSentAgain() {
        String etag =
                house.get("/console/js/app.js").headers().firstValue("ETag").orElseThrow();

        HttpResponse<byte[]> again = house.get("/console/js/app.js", "If-None-Match", etag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void itIsSmallerZipped() {
        HttpResponse<byte[]> zipped = house.get("/console/css/base.css", "Accept-Encoding", "gzip");

        assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(zipped.body().length)
                .isLessThan(house.get("/console/css/base.css").body().length);
    }

    @Test
    void theRootLeadsToItAndNothingElseIsThere() {
        assertThat(house.get("/").statusCode()).isEqualTo(302);
        assertThat(house.get("/console/js/nothing.js").statusCode()).isEqualTo(404);
        assertThat(house.get("/console/%2e%2e/application.class").statusCode()).isIn(400, 404);
        assertThat(house.get("/console/js/").statusCode()).isEqualTo(404);
    }

    /** All pages together are within what one may weigh, and none styles or scripts itself past the policy. */
    @Test
    void theFilesAreFewBytesAndHoldNothingInline() throws IOException {
        int bytes = 0;
        for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath:/console/**/*.*")) {
            try (InputStream in = file.getInputStream()) {
                byte[] content = in.readAllBytes();
                bytes += content.length;
                assertThat(new String(content, StandardCharsets.UTF_8))
                        .as(file.getFilename())
                        .doesNotContain(
                                "innerHTML", "insertAdjacentHTML", "document.write", "eval(", "<style", "https://")
                        .doesNotContainPattern("<script>|style=\"");
            }
        }

        assertThat(bytes).isBetween(10_000, MOST_BYTES);
    }
}

package dev.sluice.standalone;

import dev.sluice.access.Open;
import dev.sluice.embedded.registry.RegistryRequest;
import dev.sluice.embedded.registry.RegistryResponse;
import dev.sluice.embedded.registry.SchemaRegistry;
import dev.sluice.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hands requests below {@code /registry} to the embedded registry as they came. */
@RestController
final class RegistryController {

    static final String ROOT = "/registry";

    private static final int MOST_BYTES = 2 * 1024 * 1024;

    private final SchemaRegistry registry;

    RegistryController(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Open("like the embedded Kafka, it serves publishers on this machine, whose clients know no keys, and nobody else")
    @RequestMapping({ROOT, ROOT + "/**"})
    ResponseEntity<byte[]> handle(HttpServletRequest request) throws IOException {
        if (!fromThisMachine(request)) {
            throw Problems.FORBIDDEN.because("The embedded registry answers this machine only.");
        }
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw Problems.TOO_LARGE.because("A schema may have 2 MiB.");
        }
        String path = request.getRequestURI().substring(ROOT.length());
        String query = request.getQueryString() == null ? "" : request.getQueryString();
        RegistryResponse response = registry.handle(new RegistryRequest(
                request.getMethod(), path.isEmpty() ? "/" : path, query, new String(body, StandardCharsets.UTF_8)));
        return ResponseEntity.status(response.status())
                .header(HttpHeaders.CONTENT_TYPE, response.contentType())
                .body(response.body().getBytes(StandardCharsets.UTF_8));
    }

    /** A proxy on this machine speaks for others, and so does a browser that another site's page uses. */
    private static boolean fromThisMachine(HttpServletRequest request) throws IOException {
        return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
                && request.getHeader("Forwarded") == null
                && request.getHeader("X-Forwarded-For") == null
                && request.getHeader("Origin") == null;
    }
}

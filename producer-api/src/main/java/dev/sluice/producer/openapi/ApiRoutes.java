package dev.sluice.producer.openapi;

import dev.sluice.access.Open;
import dev.sluice.contract.Contracts;
import dev.sluice.problem.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The document, and a page that shows it and lets each call be tried. Works without any other host. */
@RestController
@Open("Says what could be sent and holds no data; the page asks for a key before it sends anything.")
final class ApiRoutes {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    private static final Map<String, MediaType> PAGE = Map.of(
            "index.html", MediaType.parseMediaType("text/html;charset=UTF-8"),
            "try.css", MediaType.parseMediaType("text/css;charset=UTF-8"),
            "try.js", MediaType.parseMediaType("text/javascript;charset=UTF-8"));

    private final Map<String, Object> document;

    ApiRoutes(Contracts contracts) {
        this.document = ApiDocument.of(contracts);
    }

    @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> document() {
        return document;
    }

    @GetMapping("/docs")
    ResponseEntity<Void> home() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create("/docs/"))
                .build();
    }

    @GetMapping({"/docs/", "/docs/{name}"})
    ResponseEntity<byte[]> page(@PathVariable(required = false) @Nullable String name) {
        String file = name == null ? "index.html" : name;
        MediaType type = PAGE.get(file);
        if (type == null) {
            throw Problems.NOT_FOUND.because("There is no such page.");
        }
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.noCache())
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .body(bytes(file));
    }

    private static byte[] bytes(String file) {
        try {
            return new ClassPathResource("docs/" + file, ApiRoutes.class.getClassLoader()).getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

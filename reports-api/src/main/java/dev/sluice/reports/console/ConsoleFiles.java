package dev.sluice.reports.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** All files of the console, read at the start: what a client asks for is looked up by name and never by a path. */
final class ConsoleFiles {

    private static final String ROOT = "/console/";

    private final Map<String, ConsoleFile> files;

    private ConsoleFiles(Map<String, ConsoleFile> files) {
        this.files = Map.copyOf(files);
    }

    static ConsoleFiles load() {
        Map<String, ConsoleFile> files = new HashMap<>();
        try {
            for (Resource resource :
                    new PathMatchingResourcePatternResolver().getResources("classpath:/console/**/*.*")) {
                String address = resource.getURL().toString();
                String path = address.substring(address.lastIndexOf(ROOT) + ROOT.length());
                if (!path.startsWith(".")) {
                    files.put(path, ConsoleFile.of(path, resource.getContentAsByteArray()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ConsoleFiles(files);
    }

    /** @param path below the console's own, empty for its page */
    Optional<ConsoleFile> find(String path) {
        return Optional.ofNullable(files.get(path.isEmpty() ? "index.html" : path));
    }
}

package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents say of the tree is true of the tree. */
final class DocumentsTest {

    private static final Pattern MODULE = Pattern.compile("<module>([a-z0-9-]+)</module>");
    private static final Pattern LISTED = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\| ");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

    @Test
    void architectureListsTheModulesOfTheBuild() throws IOException {
        List<String> built = find(MODULE, "pom.xml");

        List<String> listed = find(LISTED, "docs/ARCHITECTURE.md");

        assertThat(listed).containsExactlyInAnyOrderElementsOf(built);
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        for (Path document : documents()) {
            List<String> links = LINK.matcher(Files.readString(document))
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            for (String link : links) {
                assertThat(document.resolveSibling(link))
                        .as("link in %s", document)
                        .exists();
            }
        }
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(
                List.of(Checkout.root().resolve("README.md"), Checkout.root().resolve("CONTRIBUTING.md")));
        try (Stream<Path> below = Files.walk(Checkout.root().resolve("docs"))) {
            below.filter(path -> path.toString().endsWith(".md")).forEach(documents::add);
        }
        return documents;
    }

    @Test
    void decisionsAreNumberedOnce() throws IOException {
        try (Stream<Path> decisions = Files.list(Checkout.root().resolve("docs/decisions"))) {
            List<String> numbers = decisions
                    .map(path -> path.getFileName().toString().substring(0, 4))
                    .toList();

            assertThat(numbers).isNotEmpty().doesNotHaveDuplicates();
        }
    }

    private static List<String> find(Pattern pattern, String file) throws IOException {
        return pattern.matcher(Files.readString(Checkout.root().resolve(file)))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}

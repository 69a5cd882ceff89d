package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of log keys is read by people who build alarms on it. */
class LogKeysTest {

    private static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern USED = Pattern.compile("addKeyValue\\(\\s*\"([^\"]+)\"");
    private static final Pattern LISTED = Pattern.compile("`([a-z]+)`");

    @Test
    void everyKeyThatIsLoggedIsListed() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(HOUSE)) {
            files.filter(file ->
                            file.toString().endsWith(".java") && file.toString().contains("/src/main/java/"))
                    .forEach(file -> collect(USED, read(file), used));
        }
        Set<String> listed = new TreeSet<>();
        read(HOUSE.resolve("docs/LOGGING.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .forEach(line -> collect(LISTED, line.split("\\|")[1], listed));

        assertThat(used).contains("topic");
        assertThat(listed).containsAll(used);
    }

    private static void collect(Pattern pattern, String text, Set<String> found) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The list of metrics is read by people who build alarms on it. */
class MetricsIT {
    private static final Path LIST = Path.of("..", "docs", "METRICS.md");
    private static final Pattern LISTED = Pattern.compile("^\\| `(sluice[a-z.]+)", Pattern.MULTILINE);
    private static final Pattern SHOWN = Pattern.compile("^# TYPE (sluice_[a-z_]+)", Pattern.MULTILINE);

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void everyMetricIsListed(@TempDir Path state) throws IOException {
        Set<String> listed = all(LISTED, Files.readString(LIST)).stream()
                .map(name -> name.replace('.', '_'))
                .collect(Collectors.toCollection(TreeSet::new));
        try (ConfigurableApplicationContext house = AllStages.in(state).start()) {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                Set<String> shown = all(SHOWN, scrape(house));
                assertThat(shown).contains("sluice_sink_records_total", "sluice_validator_judged_total");
                assertThat(shown).allSatisfy(name -> assertThat(name).matches(any -> isListed(name, listed)));
            });
        }
    }

    /** Prometheus has names of its own for units, counters and the parts of a summary. */
    private static boolean isListed(String name, Set<String> listed) {
        return listed.contains(name.replaceFirst("_max$", "")
                        .replaceFirst("_total$", "")
                        .replaceFirst("_seconds$", ""))
                || listed.contains(name);
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toSet());
    }

    private String scrape(ConfigurableApplicationContext house) throws IOException, InterruptedException {
        String port = house.getEnvironment().getRequiredProperty("local.management.port");
        URI address = URI.create("http://127.0.0.1:" + port + "/actuator/prometheus");
        return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}

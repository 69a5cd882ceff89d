package dev.sluice.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Where the registry is and how to get in, under Confluent's configuration keys. */
record RegistrySettings(
        List<URI> urls, @Nullable String authorization, Duration connectTimeout, Duration requestTimeout) {
    static final String URL = "schema.registry.url";
    private static final String BASIC_SOURCE = "basic.auth.credentials.source";
    private static final String BASIC_INFO = "basic.auth.user.info";
    private static final String BASIC_INFO_OLD = "schema.registry.basic.auth.user.info";
    private static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    private static final String BEARER_TOKEN = "bearer.auth.token";
    private static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
    private static final String READ_TIMEOUT = "http.read.timeout.ms";
    private static final long DEFAULT_TIMEOUT_MS = 5_000;

    static RegistrySettings of(Map<String, ?> config) {
        List<URI> given = urls(config);
        return new RegistrySettings(
                given.stream().map(RegistrySettings::withoutUserInfo).toList(),
                authorization(config, given),
                millis(config, CONNECT_TIMEOUT),
                millis(config, READ_TIMEOUT));
    }

    private static List<URI> urls(Map<String, ?> config) {
        Object value = config.get(URL);
        List<URI> urls = new ArrayList<>();
        for (Object part : value instanceof List<?> list ? list : List.of(value == null ? "" : value)) {
            for (String url : part.toString().split(",")) {
                if (!url.isBlank()) {
                    urls.add(url(url.strip()));
                }
            }
        }
        if (urls.isEmpty()) {
            throw new ConfigException(URL, value, "at least one URL is needed");
        }
        return urls;
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Said below; the syntax error would repeat the text, which may hold a password.
        }
        throw new ConfigException("%s must be http(s)://host:port/path, or several separated by commas".formatted(URL));
    }

    private static URI withoutUserInfo(URI url) {
        try {
            return new URI(url.getScheme(), null, url.getHost(), url.getPort(), url.getPath(), null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable String authorization(Map<String, ?> config, List<URI> urls) {
        Optional<String> bearer = text(config, BEARER_SOURCE);
        if (bearer.isPresent()) {
            if (!bearer.get().equals("STATIC_TOKEN")) {
                throw new ConfigException(BEARER_SOURCE, bearer.get(), "only STATIC_TOKEN is supported");
            }
            return "Bearer " + text(config, BEARER_TOKEN).orElseThrow(() -> new ConfigException(BEARER_TOKEN, null));
        }
        String source = text(config, BASIC_SOURCE).orElse("URL");
        String info = switch (source) {
            case "URL" -> urls.get(0).getUserInfo();
            case "USER_INFO" ->
                text(config, BASIC_INFO)
                        .or(() -> text(config, BASIC_INFO_OLD))
                        .orElseThrow(
                                () -> new ConfigException("%s=USER_INFO needs %s".formatted(BASIC_SOURCE, BASIC_INFO)));
            default -> throw new ConfigException(BASIC_SOURCE, source, "only URL and USER_INFO are supported");
        };
        return info == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(info.getBytes(StandardCharsets.UTF_8));
    }

    private static Duration millis(Map<String, ?> config, String name) {
        String text = text(config, name).orElse(Long.toString(DEFAULT_TIMEOUT_MS));
        try {
            long millis = Long.parseLong(text);
            if (millis > 0) {
                return Duration.ofMillis(millis);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new ConfigException(name, text, "must be a positive number of milliseconds");
    }

    static Optional<String> text(Map<String, ?> config, String name) {
        Object value = config.get(name);
        return value == null ? Optional.empty() : Optional.of(value.toString());
    }
}

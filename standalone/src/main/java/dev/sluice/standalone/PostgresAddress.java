package dev.sluice.standalone;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where PostgreSQL is, as the JDBC driver wants it; credentials are kept out of the URL so that no log can show them. */
record PostgresAddress(String jdbcUrl, Optional<String> user, Optional<String> password) {

    private static final int DEFAULT_PORT = 5432;

    /** Takes {@code jdbc:postgresql://…} as it is and {@code postgres://user:password@host:port/database} apart. */
    static Optional<PostgresAddress> parse(String text) {
        if (text.startsWith("jdbc:postgresql:")) {
            return Optional.of(new PostgresAddress(text, Optional.empty(), Optional.empty()));
        }
        if (!text.startsWith("postgres://") && !text.startsWith("postgresql://")) {
            return Optional.empty();
        }
        try {
            return fromUri(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<PostgresAddress> fromUri(URI uri) {
        if (uri.getHost() == null) {
            return Optional.empty();
        }
        String database = uri.getPath() == null || uri.getPath().length() < 2 ? "/postgres" : uri.getPath();
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String url = "jdbc:postgresql://" + uri.getHost() + ":" + port + database + query;
        String[] credentials = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        return Optional.of(new PostgresAddress(url, part(credentials, 0), part(credentials, 1)));
    }

    private static Optional<String> part(String[] parts, int index) {
        return index < parts.length
                ? Optional.of(URLDecoder.decode(parts[index].replace("+", "%2B"), StandardCharsets.UTF_8))
                : Optional.empty();
    }
}

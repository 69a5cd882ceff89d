package dev.sluice.standalone;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How to start.
 *
 * @param data where everything that lasts is kept
 * @param host the address the console and the API listen on; loopback unless the user opens it
 * @param kafka bootstrap servers of an external Kafka; empty means the embedded one
 * @param postgres an external PostgreSQL; empty means the embedded one
 * @param registry URL of an external schema registry; empty means the embedded one
 * @param verbose whether the log is shown on the terminal too
 */
record Options(
        Path data,
        String host,
        int port,
        Optional<String> kafka,
        Optional<PostgresAddress> postgres,
        Optional<String> registry,
        boolean verbose) {

    static final int DEFAULT_PORT = 8080;

    String baseUrl() {
        String reachable = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        return "http://" + (reachable.equals("127.0.0.1") ? "localhost" : reachable) + ":" + port;
    }
}

package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.Route;
import dev.sluice.access.Routes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Every way into the house, tried without a key. */
class RoutesIT {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void everyRouteIsClosedToThoseWithoutAKeyUnlessItSaysOpen(@TempDir Path state) throws Exception {
        try (ConfigurableApplicationContext house = AllStages.in(state).start()) {
            String address = "http://127.0.0.1:" + house.getEnvironment().getRequiredProperty("local.server.port");
            List<Route> routes = house.getBean(Routes.class).all();

            assertThat(routes).extracting(Route::path).contains("/v1/keys", "/v1/ingest/{table}");
            for (Route route : routes) {
                assertThat(route.isClosed()).as(route.path()).isFalse();
                for (String method : route.methods().isEmpty() ? List.of("GET") : route.methods()) {
                    int status = status(
                            method,
                            address + route.path().replaceAll("\\{[^}]*}", "x").replace("**", "x"));
                    assertThat(status == 401).as(method + " " + route.path()).isEqualTo(!route.open());
                }
            }
        }
    }

    private int status(String method, String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}

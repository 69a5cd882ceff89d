package dev.sluice.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.access.Caller;
import dev.sluice.access.Scope;
import dev.sluice.access.Scoped;
import dev.sluice.ledger.SystemSchema;
import dev.sluice.testkit.Backends;
import dev.sluice.testkit.Database;
import dev.sluice.testkit.TcpProxy;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

class KeysIT {

    private static final String ADMIN = "open sesame";

    private final List<ConfigurableApplicationContext> services = new ArrayList<>();
    private Database database;

    @BeforeEach
    void freshDatabase() {
        database = Backends.shared().freshDatabase();
    }

    @AfterEach
    void stop() {
        services.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void aKeyMayDoWhatItsScopesSayAndNothingElse() {
        Http http = start(database, "--sluice.admin.key=" + ADMIN);

        for (String scope : List.of("ingest", "read", "replay", "backup", "admin")) {
            Made key = make(http, ADMIN, scope);
            for (String route : List.of("ingest", "read", "replay", "backup", "admin")) {
                int status =
                        http.send("GET", "/" + route, "X-API-Key", key.text()).statusCode();
                boolean may = scope.equals(route) || scope.equals("admin");
                assertThat(status).as("key " + scope + ", route " + route).isEqualTo(may ? 200 : 403);
            }
        }
    }

    @Test
    void noKeyAnUnknownOneAndARevokedOneGetTheSameAnswer() {
        Http http = start(database, "--sluice.admin.key=" + ADMIN);
        Made key = make(http, ADMIN, "read");
        assertThat(http.send("GET", "/read", "X-API-Key", key.text()).body()).isEqualTo(key.id());

        HttpResponse<String> revocation = http.send("DELETE", "/v1/keys/" + key.id(), "X-API-Key", ADMIN);
        HttpResponse<String> revoked = http.send("GET", "/read", "X-API-Key", key.text());
        HttpResponse<String> unknown = http.send("GET", "/read", "X-API-Key", "slc_nobody_nothing");
        HttpResponse<String> none = http.send("GET", "/read");

        assertThat(revocation.statusCode()).isEqualTo(204);
        assertThat(List.of(revoked.statusCode(), unknown.statusCode(), none.statusCode()))
                .containsOnly(401);
        assertThat(List.of(revoked.body(), unknown.body())).containsOnly(none.body());
    }

    @Test
    void theSecretIsShownOnceAndOnlyItsHashIsKept() throws Exception {
        Http http = start(database, "--sluice.admin.key=" + ADMIN);

        Made key = make(http, ADMIN, "read");

        String listing = http.send("GET", "/v1/keys", "X-API-Key", ADMIN).body();
        assertThat(JsonPath.<List<String>>read(listing, "$.keys[*].id")).containsExactly("admin", key.id());
        assertThat(listing).doesNotContain(key.text(), ADMIN);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select k::text, octet_length(secret_hash) from sluice.api_keys k")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).doesNotContain(key.text().substring(17));
            assertThat(rows.getInt(2)).isEqualTo(32);
        }
    }

    @Test
    void aKeyMadeOrRevokedElsewhereCountsHereSoon() {
        Http here = start(database, "--sluice.admin.key=" + ADMIN, "--sluice.access.refresh=50ms");
        Http elsewhere = start(database, "--sluice.admin.key=" + ADMIN, "--sluice.access.refresh=50ms");

        Made key = make(elsewhere, ADMIN, "read");
        await().until(() -> here.send("GET", "/read", "X-API-Key", key.text()).statusCode() == 200);
        elsewhere.send("DELETE", "/v1/keys/" + key.id(), "X-API-Key", ADMIN);
        await().until(() -> here.send("GET", "/read", "X-API-Key", key.text()).statusCode() == 401);
    }

    @Test
    void knownKeysStayValidWithoutTheDatabase() throws Exception {
        try (TcpProxy proxy = TcpProxy.to(database.port())) {
            Http http = start(database.through(proxy), "--sluice.admin.key=" + ADMIN, "--sluice.access.refresh=50ms");
            Made key = make(http, ADMIN, "read");

            proxy.cut();

            assertThat(http.send("GET", "/read", "X-API-Key", key.text()).statusCode())
                    .isEqualTo(200);
            assertThat(http.send("GET", "/read", "X-API-Key", "slc_nobody_nothing")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(http.send("GET", "/v1/keys", "X-API-Key", ADMIN).statusCode())
                    .isEqualTo(503);
        }
    }

    @Test
    void theLastAdminKeyStaysUnlessTheConfigurationHasOne() {
        Http fixed = start(database, "--sluice.admin.key=" + ADMIN);
        Made first = make(fixed, ADMIN, "admin");
        Http http = start(database);
        Made second = make(http, first.text(), "admin");

        assertThat(revoke(http, second, first)).isEqualTo(204);
        HttpResponse<String> refusal = http.send("DELETE", "/v1/keys/" + first.id(), "X-API-Key", first.text());

        assertThat(refusal.statusCode()).isEqualTo(409);
        assertThat(refusal.body()).contains("/problems/last-admin-key");
        assertThat(fixed.send("DELETE", "/v1/keys/" + first.id(), "X-API-Key", ADMIN)
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void theKeyOfTheConfigurationCantBeRevoked() {
        Http http = start(database, "--sluice.admin.key=slc_ci_123");

        HttpResponse<String> refusal = http.send("DELETE", "/v1/keys/ci", "X-API-Key", "slc_ci_123");

        assertThat(refusal.statusCode()).isEqualTo(409);
        assertThat(refusal.body()).contains("/problems/fixed-key");
    }

    @Test
    void aKeyThatMakesNoSenseIsNotMade() {
        Http http = start(database, "--sluice.admin.key=" + ADMIN);

        assertThat(post(http, ADMIN, "{\"scopes\":[\"root\"]}").body())
                .contains("/problems/invalid-request", "There is no scope root.");
        assertThat(post(http, ADMIN, "{}").statusCode()).isEqualTo(400);
        assertThat(post(http, ADMIN, "{").body()).contains("/problems/malformed-body");
        assertThat(http.send("DELETE", "/v1/keys/none", "X-API-Key", ADMIN).statusCode())
                .isEqualTo(404);
    }

    private Http start(Database at, String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--sluice.postgres.url=" + at.url(),
                "--sluice.postgres.user=" + at.user(),
                "--sluice.postgres.password=" + at.password(),
                "--sluice.postgres.acquire-timeout=500ms"));
        all.addAll(List.of(arguments));
        ConfigurableApplicationContext service = SluiceApplication.run(Service.class, all.toArray(String[]::new));
        services.add(service);
        Http http = Http.of(service);
        // The first reading of the keys is on its way.
        await().until(() ->
                http.send("GET", "/read", "X-API-Key", "slc_nobody_nothing").statusCode() == 401);
        return http;
    }

    private static Made make(Http http, String by, String scope) {
        HttpResponse<String> response = post(http, by, "{\"name\":\"test\",\"scopes\":[\"" + scope + "\"]}");
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        return new Made(JsonPath.read(response.body(), "$.id"), JsonPath.read(response.body(), "$.key"));
    }

    private static HttpResponse<String> post(Http http, String by, String body) {
        return http.send("POST", "/v1/keys", body, new String[] {"X-API-Key", by, "Content-Type", "application/json"});
    }

    private static int revoke(Http http, Made key, Made by) {
        return http.send("DELETE", "/v1/keys/" + key.id(), "X-API-Key", by.text())
                .statusCode();
    }

    private record Made(String id, String text) {}

    @Configuration(proxyBeanMethods = false)
    @Import(PlatformModule.class)
    static class Service {

        /** Asks for the schema, as every stage does that needs the database. */
        @Bean
        ScopedRoutes scopedRoutes(SystemSchema schema) {
            return new ScopedRoutes();
        }
    }

    @RestController
    static final class ScopedRoutes {

        @GetMapping("/ingest")
        @Scoped(Scope.INGEST)
        String ingest(Caller caller) {
            return caller.keyId();
        }

        @GetMapping("/read")
        @Scoped(Scope.READ)
        String read(Caller caller) {
            return caller.keyId();
        }

        @GetMapping("/replay")
        @Scoped(Scope.REPLAY)
        String replay(Caller caller) {
            return caller.keyId();
        }

        @GetMapping("/backup")
        @Scoped(Scope.BACKUP)
        String backup(Caller caller) {
            return caller.keyId();
        }

        @GetMapping("/admin")
        @Scoped(Scope.ADMIN)
        String admin(Caller caller) {
            return caller.keyId();
        }
    }
}

package dev.sluice.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.sluice.access.Caller;
import dev.sluice.access.Scope;
import dev.sluice.access.Scoped;
import dev.sluice.access.SignInLinks;
import dev.sluice.ledger.SystemSchema;
import dev.sluice.testkit.Backends;
import dev.sluice.testkit.Database;
import java.net.http.HttpResponse;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A browser's session stands for the key that opened it, in every service, and for our own page only. */
class SessionsIT {

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
    void aSessionMayDoWhatItsKeyMayInEveryService() {
        Http here = start();
        Http elsewhere = start();
        String key = JsonPath.read(made(here), "$.key");

        HttpResponse<String> signIn = signIn(here, key);

        assertThat(signIn.statusCode()).isEqualTo(200);
        assertThat(signIn.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=");
        assertThat(here.send("GET", "/read", "Cookie", cookie(signIn)).statusCode())
                .isEqualTo(200);
        assertThat(elsewhere.send("GET", "/read", "Cookie", cookie(signIn)).statusCode())
                .isEqualTo(200);
        assertThat(here.send("GET", "/v1/keys", "Cookie", cookie(signIn)).statusCode())
                .isEqualTo(403);
        assertThat(here.send("GET", "/v1/session", "Cookie", cookie(signIn)).body())
                .contains("\"signedIn\":true", "\"scopes\":[\"read\"]")
                .doesNotContain(key);
        assertThat(here.send("GET", "/v1/session").body()).isEqualTo("{\"signedIn\":false}");
    }

    @Test
    void onlyTheConsolesOwnPageMakesUseOfIt() {
        Http http = start();
        String cookie = cookie(signIn(http, ADMIN));

        HttpResponse<String> unmarked = http.send("POST", "/read", "Cookie", cookie);
        HttpResponse<String> marked = http.send("POST", "/read", "Cookie", cookie, "Sluice-Console", "1");
        HttpResponse<String> fromAnotherPort =
                http.send("GET", "/read", "Cookie", cookie, "Sec-Fetch-Site", "same-site");
        HttpResponse<String> typed = http.send("GET", "/read", "Cookie", cookie, "Sec-Fetch-Site", "none");

        assertThat(unmarked.statusCode()).isEqualTo(403);
        assertThat(unmarked.body()).contains("/problems/another-site");
        assertThat(marked.statusCode()).isEqualTo(200);
        assertThat(fromAnotherPort.statusCode()).isEqualTo(403);
        assertThat(typed.statusCode()).isEqualTo(200);
    }

    @Test
    void itEndsWithItsKey() {
        Http http = start();
        String made = made(http);
        String cookie = cookie(signIn(http, JsonPath.read(made, "$.key")));

        http.send("DELETE", "/v1/keys/" + JsonPath.<String>read(made, "$.id"), "X-API-Key", ADMIN);

        assertThat(http.send("GET", "/read", "Cookie", cookie).statusCode()).isEqualTo(401);
    }

    @Test
    void signingOutCountsElsewhereSoon() {
        Http here = start();
        Http elsewhere = start();
        String cookie = cookie(signIn(here, ADMIN));
        assertThat(elsewhere.send("GET", "/read", "Cookie", cookie).statusCode())
                .isEqualTo(200);

        HttpResponse<String> signOut = here.send("DELETE", "/v1/session", "Cookie", cookie, "Sluice-Console", "1");

        assertThat(signOut.statusCode()).isEqualTo(204);
        assertThat(here.send("GET", "/read", "Cookie", cookie).statusCode()).isEqualTo(401);
        await().until(() -> elsewhere.send("GET", "/read", "Cookie", cookie).statusCode() == 401);
    }

    @Test
    void aTokenThatIsMadeUpOrChangedIsNobodys() {
        Http http = start();
        String cookie = cookie(signIn(http, ADMIN));
        String changed = cookie.substring(0, cookie.length() - 3) + "abc";

        assertThat(http.send("GET", "/read", "Cookie", changed).statusCode()).isEqualTo(401);
        assertThat(http.send("GET", "/read", "Cookie", "sluice_session=x").statusCode())
                .isEqualTo(401);
        assertThat(signIn(http, "open sesam").statusCode()).isEqualTo(401);
    }

    @Test
    void aLinkSignsInOnce() {
        Http http = start();
        String path = services.get(0).getBean(SignInLinks.class).forAdmin().orElseThrow();
        String body = "{\"link\":\"" + path.substring(path.lastIndexOf('/') + 1) + "\"}";
        String[] headers = {"Content-Type", "application/json", "Sluice-Console", "1"};

        HttpResponse<String> first = http.send("POST", "/v1/session", body, headers);
        HttpResponse<String> second = http.send("POST", "/v1/session", body, headers);

        assertThat(first.body()).contains("\"keyId\":\"admin\"");
        assertThat(second.statusCode()).isEqualTo(401);
        assertThat(second.body()).contains("used before");
    }

    private Http start() {
        ConfigurableApplicationContext service = SluiceApplication.run(
                Service.class,
                "--server.port=0",
                "--management.server.port=0",
                "--sluice.postgres.url=" + database.url(),
                "--sluice.postgres.user=" + database.user(),
                "--sluice.postgres.password=" + database.password(),
                "--sluice.access.refresh=50ms",
                "--sluice.admin.key=" + ADMIN);
        services.add(service);
        return Http.of(service);
    }

    private static String made(Http http) {
        return http.send("POST", "/v1/keys", "{\"name\":\"test\",\"scopes\":[\"read\"]}", new String[] {
                    "X-API-Key", ADMIN, "Content-Type", "application/json"
                })
                .body();
    }

    private static HttpResponse<String> signIn(Http http, String key) {
        return http.send("POST", "/v1/session", "{\"key\":\"" + key + "\"}", new String[] {
            "Content-Type", "application/json", "Sluice-Console", "1"
        });
    }

    private static String cookie(HttpResponse<String> signIn) {
        return signIn.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    @Configuration(proxyBeanMethods = false)
    @Import(PlatformModule.class)
    static class Service {

        /** Asks for the schema, as every stage does that needs the database. */
        @Bean
        ReadRoutes readRoutes(SystemSchema schema) {
            return new ReadRoutes();
        }
    }

    @RestController
    @Scoped(Scope.READ)
    static final class ReadRoutes {

        @GetMapping("/read")
        String read(Caller caller) {
            return caller.keyId();
        }

        @PostMapping("/read")
        String change(Caller caller) {
            return caller.keyId();
        }
    }
}

package dev.sluice.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.Caller;
import dev.sluice.access.Open;
import dev.sluice.access.Route;
import dev.sluice.access.Routes;
import dev.sluice.access.Scope;
import dev.sluice.access.Scoped;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who gets in, over HTTP and without a database. */
class AccessTest {

    private static ConfigurableApplicationContext context;
    private static Http http;

    @BeforeAll
    static void start() {
        context = SluiceApplication.run(
                Service.class,
                "--server.port=0",
                "--management.server.port=0",
                "--sluice.postgres.url=jdbc:postgresql://127.0.0.1:1/none",
                "--sluice.postgres.acquire-timeout=250ms",
                "--sluice.admin.key=open sesame");
        http = Http.of(context);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void everyRouteIsClosedToThoseWithoutAKeyUnlessItSaysOpen() {
        for (Route route : context.getBean(Routes.class).all()) {
            String method = route.methods().stream().findFirst().orElse("GET");
            int status =
                    http.send(method, route.path().replaceAll("\\{[^}]*}", "x")).statusCode();

            if (route.open()) {
                assertThat(status).as(route.path()).isNotEqualTo(401);
            } else {
                assertThat(status).as(route.path()).isEqualTo(401);
            }
        }
    }

    @Test
    void theKeyTravelsInEitherHeader() {
        assertThat(http.send("GET", "/whoami", "Authorization", "Bearer open sesame")
                        .body())
                .isEqualTo("admin");
        assertThat(http.send("GET", "/whoami", "authorization", "bearer open sesame")
                        .body())
                .isEqualTo("admin");
        assertThat(http.send("GET", "/whoami", "X-API-Key", "open sesame").body())
                .isEqualTo("admin");
    }

    @Test
    void noKeyAndAWrongKeyGetTheSameAnswer() {
        HttpResponse<String> none = http.send("GET", "/whoami");
        HttpResponse<String> wrong = http.send("GET", "/whoami", "X-API-Key", "open sesam");

        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"sluice\"");
        assertThat(none.body()).contains("\"type\":\"/problems/unauthorized\"", "\"retriable\":false");
        assertThat(wrong.statusCode()).isEqualTo(503);
        assertThat(wrong.body()).contains("/problems/database-unavailable");
    }

    @Test
    void theWrongMethodIsToldOnlyToThoseWithAKey() {
        assertThat(http.send("DELETE", "/whoami").statusCode()).isEqualTo(401);
        HttpResponse<String> withKey = http.send("DELETE", "/whoami", "X-API-Key", "open sesame");
        assertThat(withKey.statusCode()).isEqualTo(405);
        assertThat(withKey.headers().firstValue("Allow")).contains("GET");
    }

    @Test
    void anOpenRouteNeedsNoKey() {
        assertThat(http.send("GET", "/hello").body()).isEqualTo("hello");
    }

    @Test
    void healthIsOpenAndTheRestOfActuatorIsNotHere() {
        assertThat(http.send("GET", "/actuator/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(http.send("GET", "/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(http.send("GET", "/actuator/health").body()).isEqualTo("{\"status\":\"DOWN\"}");
        assertThat(http.send("GET", "/actuator/health/db").statusCode()).isEqualTo(404);
        assertThat(http.send("GET", "/actuator/prometheus").statusCode()).isEqualTo(404);
        assertThat(http.send("GET", "/actuator/env").statusCode()).isEqualTo(404);
    }

    @Configuration(proxyBeanMethods = false)
    @Import({PlatformModule.class})
    static class Service {

        @Bean
        TestRoutes testRoutes() {
            return new TestRoutes();
        }
    }

    @RestController
    static final class TestRoutes {

        @GetMapping("/whoami")
        @Scoped(Scope.READ)
        String whoami(Caller caller) {
            return caller.keyId();
        }

        @GetMapping("/hello")
        @Open("test")
        String hello() {
            return "hello";
        }
    }
}

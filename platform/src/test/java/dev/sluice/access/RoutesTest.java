package dev.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.start.StartException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class RoutesTest {

    @Test
    void aMethodsOwnWordGoesBeforeItsClasss() {
        Routes routes = routes(MixedRoutes.class);

        assertThat(routes.all())
                .extracting(Route::path, Route::scope, Route::open)
                .containsExactlyInAnyOrder(
                        tuple("/of-class", Optional.of(Scope.READ), false),
                        tuple("/own", Optional.of(Scope.BACKUP), false),
                        tuple("/open", Optional.empty(), true));
        assertThat(routes.requireNoneClosed()).isSameAs(routes);
    }

    @Test
    void aRouteThatSaysNothingStopsTheStart() {
        assertThatThrownBy(() -> routes(SilentRoutes.class).requireNoneClosed())
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("These routes declare neither @Scoped nor @Open: [GET] /silent (");
    }

    @Test
    void handlersThatAreNoControllersMustSayItToo() {
        StaticApplicationContext context = new StaticApplicationContext();
        SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping(
                Map.of("/files/**", new OpenFiles(), "/closed/**", (HttpRequestHandler) (request, response) -> {}));
        mapping.setApplicationContext(context);

        assertThat(Routes.of(List.of(mapping)).all())
                .filteredOn(Route::isClosed)
                .extracting(Route::path)
                .containsExactly("/closed/**");
    }

    private static Routes routes(Class<?> controller) {
        StaticApplicationContext context = new StaticApplicationContext();
        context.registerSingleton("controller", controller);
        RequestMappingHandlerMapping mapping = new RequestMappingHandlerMapping();
        mapping.setApplicationContext(context);
        mapping.afterPropertiesSet();
        return Routes.of(List.of(mapping));
    }

    @RestController
    @Scoped(Scope.READ)
    static final class MixedRoutes {
        @GetMapping("/of-class")
        String ofClass() {
            return "";
        }

        @GetMapping("/own")
        @Scoped(Scope.BACKUP)
        String own() {
            return "";
        }

        @GetMapping("/open")
        @Open("test")
        String open() {
            return "";
        }
    }

    @RestController
    static final class SilentRoutes {
        @GetMapping("/silent")
        String silent() {
            return "";
        }
    }

    @Open("test")
    static final class OpenFiles implements HttpRequestHandler {
        @Override
        public void handleRequest(HttpServletRequest request, HttpServletResponse response) {}
    }
}

package dev.sluice.access;

import dev.sluice.start.StartException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** All ways into this process. One that doesn't say who may use it is closed anyway; here it also stops the start. */
public final class Routes {

    private final List<Route> all;

    private Routes(List<Route> all) {
        this.all = List.copyOf(all);
    }

    static Routes of(Collection<? extends HandlerMapping> mappings) {
        List<Route> all = new ArrayList<>();
        for (HandlerMapping mapping : mappings) {
            if (mapping instanceof RequestMappingInfoHandlerMapping methods) {
                methods.getHandlerMethods().forEach((info, method) -> all.addAll(routes(info, method)));
            } else if (mapping instanceof AbstractUrlHandlerMapping urls) {
                urls.getHandlerMap()
                        .forEach((path, handler) -> all.add(route(Set.of(), path, resolved(urls, handler))));
            }
        }
        return new Routes(all);
    }

    public List<Route> all() {
        return all;
    }

    Routes requireNoneClosed() {
        String closed = all.stream()
                .filter(Route::isClosed)
                .map(route -> route.methods() + " " + route.path() + " (" + route.handler() + ")")
                .collect(Collectors.joining(", "));
        if (!closed.isEmpty()) {
            throw new StartException(
                    "These routes declare neither @Scoped nor @Open: " + closed, "Declare who may use them.");
        }
        return this;
    }

    private static List<Route> routes(RequestMappingInfo info, Object handler) {
        Set<String> methods = info.getMethodsCondition().getMethods().stream()
                .map(Enum::name)
                .collect(Collectors.toUnmodifiableSet());
        return info.getPatternValues().stream()
                .map(path -> route(methods, path, handler))
                .toList();
    }

    private static Route route(Set<String> methods, String path, Object handler) {
        Optional<Scope> scope =
                Optional.ofNullable(Guard.annotation(handler, Scoped.class)).map(Scoped::value);
        boolean open = Guard.annotation(handler, Open.class) != null;
        return new Route(methods, path, handler.toString(), scope, open);
    }

    private static Object resolved(AbstractUrlHandlerMapping mapping, Object handler) {
        return handler instanceof String bean
                ? Objects.requireNonNull(mapping.getApplicationContext()).getBean(bean)
                : handler;
    }
}

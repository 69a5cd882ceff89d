package dev.sluice.embedded.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which code answers which path. Variables are segments in braces; the first route that fits is taken. */
final class Routes {
    private record Route(String method, List<String> segments, Function<Call, RegistryResponse> answer) {
        Optional<Map<String, String>> match(List<String> path) {
            if (path.size() != segments.size()) {
                return Optional.empty();
            }
            Map<String, String> variables = new HashMap<>();
            for (int i = 0; i < path.size(); i++) {
                String expected = segments.get(i);
                if (expected.startsWith("{")) {
                    variables.put(expected.substring(1, expected.length() - 1), path.get(i));
                } else if (!expected.equals(path.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(variables);
        }
    }

    private final List<Route> routes = new ArrayList<>();

    Routes get(String path, Function<Call, RegistryResponse> answer) {
        return on("GET", path, answer);
    }

    Routes post(String path, Function<Call, RegistryResponse> answer) {
        return on("POST", path, answer);
    }

    Routes put(String path, Function<Call, RegistryResponse> answer) {
        return on("PUT", path, answer);
    }

    Routes delete(String path, Function<Call, RegistryResponse> answer) {
        return on("DELETE", path, answer);
    }

    RegistryResponse answer(RegistryRequest request) {
        List<String> path =
                segments(request.path()).stream().map(Call::decodedSegment).toList();
        boolean pathKnown = false;
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.match(path);
            if (variables.isPresent() && route.method().equals(request.method())) {
                return route.answer()
                        .apply(new Call(variables.get(), Call.parseQuery(request.query()), request.body()));
            }
            pathKnown |= variables.isPresent();
        }
        throw pathKnown ? RegistryProblem.noSuchMethod() : RegistryProblem.noSuchPath();
    }

    private Routes on(String method, String path, Function<Call, RegistryResponse> answer) {
        routes.add(new Route(method, segments(path), answer));
        return this;
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }
}

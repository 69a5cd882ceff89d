package dev.sluice.platform;

import dev.sluice.access.Open;
import dev.sluice.problem.Problems;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether this process is well, in one word. The rest of actuator, and why, is on the management port only. */
@RestController
@RequestMapping("/actuator/health")
@Open("Load balancers and orchestrators ask without a key, and one word tells an attacker nothing.")
final class HealthRoutes {

    private final HealthEndpoint health;
    private final HttpCodeStatusMapper codes;

    HealthRoutes(HealthEndpoint health, HttpCodeStatusMapper codes) {
        this.health = health;
        this.codes = codes;
    }

    @GetMapping
    ResponseEntity<Map<String, String>> all() {
        return answer(health.health());
    }

    @GetMapping("/{group:liveness|readiness}")
    ResponseEntity<Map<String, String>> group(@PathVariable String group) {
        return answer(health.healthForPath(group));
    }

    private ResponseEntity<Map<String, String>> answer(@Nullable HealthDescriptor descriptor) {
        if (descriptor == null) {
            throw Problems.NOT_FOUND.because("There is no such part.");
        }
        return ResponseEntity.status(codes.getStatusCode(descriptor.getStatus()))
                .body(Map.of("status", descriptor.getStatus().getCode()));
    }
}

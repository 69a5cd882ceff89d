package dev.sluice.embedded.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/** What the registry says about itself. */
final class AboutCalls {
    /** The release of Confluent's server whose API this is a part of. */
    private static final String VERSION = "7.6.0-sluice";

    private final String clusterId;

    AboutCalls(String clusterId) {
        this.clusterId = clusterId;
    }

    void routes(Routes routes) {
        routes.get("/", call -> RegistryResponse.ok(Answers.object()))
                .get("/contexts", call -> Answers.texts(Stream.of(".")))
                .get("/v1/metadata/version", call -> RegistryResponse.ok(version()))
                .get("/v1/metadata/id", call -> RegistryResponse.ok(id()));
    }

    private static ObjectNode version() {
        return Answers.object().put("version", VERSION).put("commitId", "");
    }

    private ObjectNode id() {
        ObjectNode id = Answers.object();
        ObjectNode scope = id.putObject("scope");
        scope.putArray("path");
        scope.putObject("clusters").put("kafka-cluster", clusterId).put("schema-registry-cluster", "schema-registry");
        return id.put("id", "");
    }
}

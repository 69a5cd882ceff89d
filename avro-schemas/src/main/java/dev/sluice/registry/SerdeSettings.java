package dev.sluice.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/** What Confluent's configuration keys say about serializing; what is asked for and not done here is refused. */
record SerdeSettings(
        boolean autoRegister, boolean useLatest, boolean normalize, boolean removeJavaProperties, boolean specific) {
    private static final String STRATEGY = "io.confluent.kafka.serializers.subject.TopicNameStrategy";
    private static final List<String> NOT_DONE = List.of(
            "schema.reflection",
            "avro.use.logical.type.converters",
            "avro.reflection.allow.null",
            "use.latest.with.metadata",
            "context.name.strategy",
            "rule.executors");

    static SerdeSettings of(Map<String, ?> config) {
        refuseOtherStrategies(config, "key.subject.name.strategy");
        refuseOtherStrategies(config, "value.subject.name.strategy");
        NOT_DONE.forEach(name -> refuse(config, name));
        if (RegistrySettings.text(config, "use.schema.id")
                .filter(id -> !id.equals("-1"))
                .isPresent()) {
            refuse(config, "use.schema.id");
        }
        return new SerdeSettings(
                flag(config, "auto.register.schemas", true),
                flag(config, "use.latest.version", false),
                flag(config, "normalize.schemas", false),
                // The other way round than Confluent's: a Java class and other clients must get one id for one schema.
                flag(config, "avro.remove.java.properties", true),
                flag(config, "specific.avro.reader", false));
    }

    private static void refuseOtherStrategies(Map<String, ?> config, String name) {
        Object strategy = config.get(name);
        String given = strategy instanceof Class<?> type ? type.getName() : String.valueOf(strategy);
        if (strategy != null && !given.equals(STRATEGY)) {
            throw new ConfigException(name, given, "subjects are named after topics here: only " + STRATEGY);
        }
    }

    private static void refuse(Map<String, ?> config, String name) {
        Optional<String> value =
                RegistrySettings.text(config, name).filter(text -> !text.equals("false") && !text.isEmpty());
        if (value.isPresent()) {
            throw new ConfigException(name, value.get(), "not supported by this serializer");
        }
    }

    private static boolean flag(Map<String, ?> config, String name, boolean otherwise) {
        String text = RegistrySettings.text(config, name).orElse(Boolean.toString(otherwise));
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigException(name, text, "must be true or false");
        };
    }
}

package dev.sluice.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param key an admin key that is valid as long as it is set here, whatever the database says; none when absent
 */
@ConfigurationProperties("sluice.admin")
public record AdminSettings(@Nullable String key) {

    public AdminSettings {
        if (key != null && key.isBlank()) {
            throw new IllegalArgumentException("sluice.admin.key must not be blank; leave it out for none");
        }
    }

    Optional<SecretKey> secret() {
        return Optional.ofNullable(key).map(String::strip).map(SecretKey::of);
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "AdminSettings[]";
    }
}

package dev.sluice.topics;

import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One prefix is one tenant: it is part of everything that outlives a process, so that tenants can share a cluster and a
 * database without meeting.
 *
 * @param prefix put before every name; usually ends in a dot
 */
@ConfigurationProperties("sluice")
public record Tenant(@DefaultValue("") String prefix) {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{0,40}");

    public Tenant {
        if (!ALLOWED.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "sluice.prefix must be at most 40 of the characters a-z A-Z 0-9 . _ - but is " + prefix);
        }
    }

    public TopicNames topics() {
        return TopicNames.of(prefix);
    }

    /** The name of a consumer group, an application or a transactional id. */
    public String name(String role) {
        return prefix + "sluice." + role;
    }

    /** The system schema, unquoted: fit for an SQL identifier whatever the prefix. */
    public String schema() {
        return identifier() + "sluice";
    }

    /** The schema of the tables that the contracts describe, unquoted. */
    public String tables() {
        return prefix.isEmpty() ? "public" : identifier() + "tables";
    }

    private String identifier() {
        return prefix.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    }
}

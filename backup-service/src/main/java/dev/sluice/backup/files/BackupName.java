package dev.sluice.backup.files;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The name of a backup: it becomes part of a path, so nothing else may. */
public record BackupName(String text) {
    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9-]{1,64}");

    /** Parts of the API's own paths. */
    private static final Set<String> TAKEN = Set.of("schedule", "runs");

    public BackupName {
        if (!ALLOWED.matcher(text).matches() || TAKEN.contains(text)) {
            throw new IllegalArgumentException("no name of a backup: " + text);
        }
    }

    public static Optional<BackupName> of(String text) {
        return ALLOWED.matcher(text).matches() && !TAKEN.contains(text)
                ? Optional.of(new BackupName(text))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}

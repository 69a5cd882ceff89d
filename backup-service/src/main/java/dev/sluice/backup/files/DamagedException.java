package dev.sluice.backup.files;

import java.io.IOException;
import java.util.List;

/** A backup is not what it was when it was taken. */
public final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    public DamagedException(List<Finding> findings) {
        super("the backup is damaged: " + findings);
        this.findings = List.copyOf(findings);
    }

    public DamagedException(String file, String problem) {
        this(List.of(new Finding(file, problem)));
    }

    public List<Finding> findings() {
        return findings;
    }
}

package dev.sluice.embedded;

import org.jspecify.annotations.Nullable;

/** The broker or PostgreSQL can't run; the message is one line that a user can act on. */
public final class InfraException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InfraException(String message) {
        super(message);
    }

    public InfraException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

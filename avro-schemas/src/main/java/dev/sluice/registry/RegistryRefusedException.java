package dev.sluice.registry;

/** The registry was asked and said no: an incompatible or invalid schema, an unknown subject. */
public final class RegistryRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int errorCode;

    RegistryRefusedException(int status, int errorCode, String message) {
        super(message);
        this.status = status;
        this.errorCode = errorCode;
    }

    public int status() {
        return status;
    }

    /** The registry's own code, such as 42201; the HTTP status where it has none. */
    public int errorCode() {
        return errorCode;
    }
}

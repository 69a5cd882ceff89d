package dev.sluice.start;

/** The start can't go on, for a reason the user can do something about. The message is all that is shown. */
public final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /** @param action what the user can do about it */
    public StartException(String message, String action) {
        super(message);
        this.action = action;
    }

    String action() {
        return action;
    }
}

package dev.sluice.start;

/** A backend doesn't answer yet; the message says how that shows. Thrown by an attempt, caught by {@link Backends}. */
public final class NotYetException extends Exception {

    private static final long serialVersionUID = 1L;

    public NotYetException(Throwable cause) {
        super(innermost(cause), cause);
    }

    private static String innermost(Throwable cause) {
        Throwable inner = cause;
        while (inner.getCause() != null && inner.getCause() != inner) {
            inner = inner.getCause();
        }
        String message = inner.getMessage();
        return message == null || message.isBlank() ? inner.getClass().getSimpleName() : message;
    }
}

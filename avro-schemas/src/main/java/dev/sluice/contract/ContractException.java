package dev.sluice.contract;

/** A contract that can't be right. It stops the start: no row may be judged by rules that nobody meant. */
public final class ContractException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String source;
    private final String field;
    private final String reason;

    /** A blank field means that the file as a whole is meant. */
    public ContractException(String source, String field, String reason) {
        super(field.isEmpty() ? source + ": " + reason : source + ": field '" + field + "': " + reason);
        this.source = source;
        this.field = field;
        this.reason = reason;
    }

    public String source() {
        return source;
    }

    public String field() {
        return field;
    }

    public String reason() {
        return reason;
    }
}

package dev.sluice.standalone;

/** It can't start, for a reason that the user can act on: the message is the one line to show. */
final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String line;

    StartRefused(String line) {
        super(line);
        this.line = line;
    }

    String line() {
        return line;
    }
}

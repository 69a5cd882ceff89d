package dev.sluice.producer.refusal;

/** The body as a whole can't be read: where, and why. Thrown before the first row of it is sent. */
public final class MalformedBody extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    private MalformedBody(String reason, int line, int column) {
        super(reason);
        this.line = line;
        this.column = column;
    }

    /** Lines and columns start at 1; a column is a character, not a byte, since that is what an editor shows. */
    public static MalformedBody at(byte[] body, int offset, String reason) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(offset, body.length); i++) {
            if (body[i] == '\n') {
                line++;
                column = 1;
            } else if ((body[i] & 0xC0) != 0x80) {
                column++;
            }
        }
        return new MalformedBody(reason, line, column);
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}

package dev.sluice.copy;

/** The 36 characters of a UUID as its 16 bytes. */
final class Hex {
    private static final int TEXT_LENGTH = 36;

    private Hex() {}

    static void uuid(AvroCursor in, CopyBuffer out) {
        if (in.length() != TEXT_LENGTH) {
            in.giveUp();
            return;
        }
        byte[] text = in.bytes();
        int from = in.start();
        for (int at = 0; at < TEXT_LENGTH; ) {
            if (at == 8 || at == 13 || at == 18 || at == 23) {
                if (text[from + at++] != '-') {
                    in.giveUp();
                }
                continue;
            }
            int high = Character.digit(text[from + at++], 16);
            int low = Character.digit(text[from + at++], 16);
            if (high < 0 || low < 0) {
                in.giveUp();
            }
            out.int8(high << 4 | low);
        }
    }
}

package dev.sluice.producer.csv;

import dev.sluice.producer.refusal.Refusal;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the client says about its CSV; the rest is found out. */
public record CsvOptions(Optional<Byte> delimiter, CsvLayout.FirstLine firstLine) {
    public static final CsvOptions NONE = new CsvOptions(Optional.empty(), CsvLayout.FirstLine.GUESS);

    public static CsvOptions of(@Nullable String delimiter, @Nullable String header) {
        return new CsvOptions(Optional.ofNullable(delimiter).map(CsvOptions::delimiterOf), firstLineOf(header));
    }

    private static Byte delimiterOf(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case ",", "comma" -> (byte) ',';
            case ";", "semicolon" -> (byte) ';';
            case "|", "pipe" -> (byte) '|';
            case "\t", "\\t", "tab" -> (byte) '\t';
            default -> throw Refusal.badParameter("delimiter", "one of , ; | tab");
        };
    }

    private static CsvLayout.FirstLine firstLineOf(@Nullable String text) {
        if (text == null) {
            return CsvLayout.FirstLine.GUESS;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "present" -> CsvLayout.FirstLine.HEADER;
            case "false", "absent" -> CsvLayout.FirstLine.DATA;
            case "auto" -> CsvLayout.FirstLine.GUESS;
            default -> throw Refusal.badParameter("header", "true, false or auto");
        };
    }
}

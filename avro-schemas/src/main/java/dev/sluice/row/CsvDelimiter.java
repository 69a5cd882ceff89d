package dev.sluice.row;

/** What stands between the fields of a CSV line. */
public final class CsvDelimiter {
    private static final String PARAMETER = "delimiter=";

    private CsvDelimiter() {}

    /** From a content type in lower case such as {@code text/csv; delimiter=;}. A comma where nothing fit is given. */
    public static char of(String contentType) {
        int at = contentType.indexOf(PARAMETER);
        if (at < 0) {
            return ',';
        }
        String given = contentType.substring(at + PARAMETER.length()).replace("\"", "");
        if (given.startsWith("\t") || given.startsWith("tab") || given.startsWith("\\t") || given.startsWith("%09")) {
            return '\t';
        }
        return given.startsWith(";") || given.startsWith("|") ? given.charAt(0) : ',';
    }
}

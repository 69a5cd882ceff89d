package dev.sluice.row;

/** What judging one row needs and the next row can use again. */
final class Desk {
    final Draft draft;
    final JsonReader json;
    final CsvReader csv;
    final AvroOutput out = new AvroOutput();

    Desk(Cells cells) {
        draft = new Draft(cells.size());
        json = new JsonReader(cells);
        csv = new CsvReader(cells.size());
    }

    /** Keeps nothing of the row, so that a large one doesn't stay in memory. */
    void forget() {
        draft.forget();
        json.forget();
        csv.forget();
    }
}

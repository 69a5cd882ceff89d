package dev.sluice.e2e;

/** Departments, one by one. */
final class Departments {
    private Departments() {}

    /** Sends one and waits until it is stored, for ten seconds at most. */
    static Answer post(RunningSluice sluice, int id) {
        return sluice.api().post("/v1/ingest/departments", row(id), "Prefer", "wait=10");
    }

    /** A batch of one. */
    static String row(int id) {
        return "[{\"id\": " + id + ", \"department\": \"Department " + id + "\"}]";
    }
}

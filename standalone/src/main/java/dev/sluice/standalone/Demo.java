package dev.sluice.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Loads the sample files through the front door and shows what became of them. */
final class Demo {

    private static final int LINES_SHOWN = 12;

    private final DemoClient client;
    private final Terminal terminal;

    private Demo(DemoClient client, Terminal terminal) {
        this.client = client;
        this.terminal = terminal;
    }

    static void run(House house, Terminal terminal) {
        DemoClient client =
                new DemoClient(house.options().baseUrl(), house.adminKey().value());
        Demo demo = new Demo(client, terminal);
        demo.load();
        demo.showHiresByQuarter();
        demo.showDepartmentsAboveMean();
        demo.showDeadLetters();
        terminal.say("\nSee every row's way, mend what was set aside, take a backup (the link signs in once):\n\n  "
                + house.signInLink() + "\n");
    }

    private void load() {
        terminal.say("Loading the sample: the hires of a waterworks that never was.\n");
        for (Sample sample : Sample.values()) {
            long received = 0;
            long stored = 0;
            long dead = 0;
            for (String batch : sample.batches()) {
                if (received > 0) {
                    terminal.say(String.format(
                            Locale.ROOT,
                            "  %-16s %5d rows so far, %d of them set aside",
                            sample.table(),
                            received,
                            dead));
                }
                JsonNode receipt = client.settled(client.ingest(sample.table(), batch));
                received += receipt.path("received").asLong();
                stored += receipt.path("stored").asLong();
                dead += receipt.path("dead").asLong();
            }
            terminal.say(String.format(
                    Locale.ROOT,
                    "  %-16s %5d received = %5d stored + %3d set aside",
                    sample.table(),
                    received,
                    stored,
                    dead));
        }
    }

    private void showHiresByQuarter() {
        JsonNode rows = client.get("/v1/reports/hires-by-quarter?year=2021").path("rows");
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("department", "job", "q1", "q2", "q3", "q4"));
        for (int i = 0; i < Math.min(rows.size(), LINES_SHOWN); i++) {
            lines.add(cells(rows.get(i), lines.get(0)));
        }
        terminal.say("\nHires by quarter, 2021 (the first " + (lines.size() - 1) + " of " + rows.size() + " lines)\n");
        print(lines);
    }

    private void showDepartmentsAboveMean() {
        JsonNode report = client.get("/v1/reports/departments-above-mean?year=2021");
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("id", "department", "hired"));
        report.path("rows").forEach(row -> lines.add(cells(row, lines.get(0))));
        terminal.say(String.format(
                Locale.ROOT,
                "%nDepartments that hired more than the mean of %.1f, 2021%n",
                report.path("mean").asDouble()));
        print(lines);
    }

    private void showDeadLetters() {
        JsonNode groups = client.get("/v1/dead-letters/groups?by=reason").path("groups");
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("rule/field", "rows"));
        groups.forEach(group -> lines.add(
                List.of(group.path("name").asString(""), group.path("letters").asString(""))));
        terminal.say("\nSet aside, by reason (a row may have several)\n");
        print(lines);
    }

    private static List<String> cells(JsonNode row, List<String> columns) {
        return columns.stream().map(column -> row.path(column).asString("")).toList();
    }

    /** Numbers end where their column ends; text begins where it begins. */
    private void print(List<List<String>> lines) {
        int columns = lines.get(0).size();
        int[] widths = new int[columns];
        lines.forEach(line -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        });
        List<String> sample = lines.get(lines.size() - 1);
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder(" ");
            for (int i = 0; i < columns; i++) {
                boolean number = lines.size() > 1 && sample.get(i).matches("[0-9]+");
                text.append(' ')
                        .append(String.format(Locale.ROOT, "%" + (number ? "" : "-") + widths[i] + "s", line.get(i)));
            }
            terminal.say(text.toString().stripTrailing());
        }
    }
}

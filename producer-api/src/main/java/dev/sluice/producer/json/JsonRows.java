package dev.sluice.producer.json;

import dev.sluice.contract.Contract;
import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.producer.refusal.MalformedBody;
import dev.sluice.row.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Finds the rows of a JSON body. The body is read to its end before the first row is handed on. */
public final class JsonRows {
    private final byte[] body;
    private final JsonScanner scanner;

    private JsonRows(byte[] body) {
        this.body = body;
        this.scanner = new JsonScanner(body, Utf8.bomLength(body), body.length);
    }

    /** {@code [{…},{…}]} */
    public static List<IncomingRow> array(byte[] body, Contract contract) throws MalformedBody {
        JsonRows json = new JsonRows(body);
        json.begin();
        List<IncomingRow> rows = new ArrayList<>();
        json.rows(1, JsonKey.of(contract), rows);
        json.end();
        return rows;
    }

    /** {@code {…}} */
    public static IncomingRow row(byte[] body, Contract contract) throws MalformedBody {
        JsonRows json = new JsonRows(body);
        json.begin();
        IncomingRow row = row(body, json.scanner, 1, JsonKey.of(contract));
        json.end();
        return row;
    }

    /** One JSON value a line; blank lines are nothing. */
    public static List<IncomingRow> lines(byte[] body, Contract contract) throws MalformedBody {
        List<IncomingRow> rows = new ArrayList<>();
        JsonKey key = JsonKey.of(contract);
        int start = Utf8.bomLength(body);
        while (start < body.length) {
            int end = start;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            JsonScanner line = new JsonScanner(body, start, end);
            line.skipSpace();
            if (!line.atEnd()) {
                rows.add(row(body, line, 1, key));
                line.skipSpace();
                if (!line.atEnd()) {
                    throw line.error("expected the end of the line but found " + line.found());
                }
            }
            start = end + 1;
        }
        if (rows.isEmpty()) {
            throw MalformedBody.at(body, 0, "the body is empty");
        }
        return rows;
    }

    /**
     * {@code {"jobs":[…],"departments":[…]}} or {@code [{"jobs":[…]},{"departments":[…]}]}, in the order of the body.
     *
     * @param contracts throws for a table that has none
     */
    public static Map<Contract, List<IncomingRow>> mixed(byte[] body, Function<String, Contract> contracts)
            throws MalformedBody {
        JsonRows json = new JsonRows(body);
        json.begin();
        Map<Contract, List<IncomingRow>> tables = new LinkedHashMap<>();
        if (json.scanner.at('[')) {
            json.scanner.expect('[', "to open the tables");
            if (!json.scanner.empty(']')) {
                do {
                    json.tables(2, contracts, tables);
                } while (json.scanner.another(']'));
            }
        } else {
            json.tables(1, contracts, tables);
        }
        json.end();
        return tables;
    }

    private void tables(int depth, Function<String, Contract> contracts, Map<Contract, List<IncomingRow>> tables)
            throws MalformedBody {
        scanner.expect('{', "to open an object of tables");
        if (scanner.empty('}')) {
            return;
        }
        do {
            int start = scanner.position() + 1;
            scanner.string();
            String table = JsonText.unescaped(body, start, scanner.position() - 1);
            Contract contract = contracts.apply(table);
            scanner.skipSpace();
            scanner.expect(':', "after the name of a table");
            scanner.skipSpace();
            rows(depth + 1, JsonKey.of(contract), tables.computeIfAbsent(contract, it -> new ArrayList<>()));
        } while (scanner.another('}'));
    }

    private void rows(int depth, JsonKey key, List<IncomingRow> rows) throws MalformedBody {
        scanner.expect('[', "to open an array of rows");
        if (scanner.empty(']')) {
            return;
        }
        do {
            rows.add(row(body, scanner, depth + 1, key));
        } while (scanner.another(']'));
    }

    /** What is no object is a row too, a bad one: its neighbours are none the worse for it. */
    private static IncomingRow row(byte[] body, JsonScanner scanner, int depth, JsonKey key) throws MalformedBody {
        int start = scanner.position();
        JsonKey.Found found = key.found(body);
        boolean object = scanner.at('{');
        if (object) {
            scanner.object(depth, found);
        } else {
            scanner.value(depth);
        }
        byte[] value = Arrays.copyOfRange(body, start, scanner.position());
        return new IncomingRow(found.text(value), value, List.of(), object && found.absent());
    }

    private void begin() throws MalformedBody {
        scanner.skipSpace();
        if (scanner.atEnd()) {
            throw scanner.error("the body is empty");
        }
    }

    private void end() throws MalformedBody {
        scanner.skipSpace();
        if (!scanner.atEnd()) {
            throw scanner.error("expected the end of the document but found " + scanner.found());
        }
    }
}

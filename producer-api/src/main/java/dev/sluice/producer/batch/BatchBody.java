package dev.sluice.producer.batch;

import dev.sluice.contract.Contract;
import dev.sluice.producer.body.BodyFormat;
import dev.sluice.producer.body.Inflation;
import dev.sluice.producer.csv.CsvOptions;
import dev.sluice.producer.csv.CsvRows;
import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.producer.incoming.Rows;
import dev.sluice.producer.json.JsonRows;
import dev.sluice.producer.refusal.MalformedBody;
import dev.sluice.producer.refusal.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;

/** Makes rows of the body of a batch, or says what is wrong with it as a whole. */
public final class BatchBody {
    private static final Set<BodyFormat> ANY = EnumSet.allOf(BodyFormat.class);
    private static final Set<BodyFormat> JSON_ONLY = EnumSet.of(BodyFormat.JSON);

    private final long limit;

    public BatchBody(long limit) {
        this.limit = limit;
    }

    public Rows ofTable(Contract contract, byte[] body, HttpServletRequest request) {
        BodyFormat format = BodyFormat.of(request.getContentType(), ANY);
        byte[] plain = plain(body, request);
        CsvOptions options = CsvOptions.of(request.getParameter("delimiter"), request.getParameter("header"));
        try {
            List<IncomingRow> rows = switch (format) {
                case JSON -> JsonRows.array(plain, contract);
                case NDJSON -> JsonRows.lines(plain, contract);
                case CSV -> CsvRows.of(plain, contract, options);
            };
            return new Rows(Map.of(contract, rows), format.source());
        } catch (MalformedBody e) {
            throw Refusal.malformedBody(e);
        }
    }

    /** @param contracts throws for a table that has none */
    Rows ofTables(Function<String, Contract> contracts, byte[] body, HttpServletRequest request) {
        BodyFormat format = BodyFormat.of(request.getContentType(), JSON_ONLY);
        try {
            return new Rows(JsonRows.mixed(plain(body, request), contracts), format.source());
        } catch (MalformedBody e) {
            throw Refusal.malformedBody(e);
        }
    }

    /** The one row of a key: what it says about its key must agree, and it may leave a generated one out. */
    public IncomingRow ofRow(Contract contract, String key, byte[] body, HttpServletRequest request) {
        BodyFormat.of(request.getContentType(), JSON_ONLY);
        try {
            IncomingRow row = JsonRows.row(plain(body, request), contract);
            if (key.equals(row.key())) {
                return row;
            }
            if (row.keyAbsent()
                    && contract.key().size() == 1
                    && contract.key().get(0).generated()) {
                return row.withGeneratedKey(key);
            }
            throw Refusal.keyMismatch(key);
        } catch (MalformedBody e) {
            throw Refusal.malformedBody(e);
        }
    }

    private byte[] plain(byte[] body, HttpServletRequest request) {
        byte[] plain = Inflation.of(body, request.getHeader(HttpHeaders.CONTENT_ENCODING), limit);
        BodyFormat.refuseWideText(plain);
        return plain;
    }
}

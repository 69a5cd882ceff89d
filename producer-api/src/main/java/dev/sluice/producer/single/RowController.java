package dev.sluice.producer.single;

import dev.sluice.access.Caller;
import dev.sluice.access.Scope;
import dev.sluice.access.Scoped;
import dev.sluice.contract.Contract;
import dev.sluice.producer.batch.BatchBody;
import dev.sluice.producer.batch.Ingest;
import dev.sluice.producer.batch.ReceiptDesk;
import dev.sluice.producer.body.BodyBytes;
import dev.sluice.producer.body.WholeBody;
import dev.sluice.producer.incoming.IncomingRow;
import dev.sluice.producer.incoming.Rows;
import dev.sluice.producer.refusal.Refusal;
import dev.sluice.row.RowKey;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One row replaced or removed, and rows that are only looked at. */
@RestController
@RequestMapping(path = "/v1/ingest", produces = MediaType.APPLICATION_JSON_VALUE)
@Scoped(Scope.INGEST)
final class RowController {
    private static final Logger LOG = LoggerFactory.getLogger(RowController.class);
    private static final byte[] NO_BODY = {};

    private final Ingest ingest;
    private final BatchBody bodies;
    private final ReceiptDesk desk;
    private final StoredTables tables;

    public RowController(Ingest ingest, BatchBody bodies, ReceiptDesk desk, StoredTables tables) {
        this.ingest = ingest;
        this.bodies = bodies;
        this.desk = desk;
        this.tables = tables;
    }

    @WholeBody
    @PutMapping("/{table}/{id}")
    public CompletableFuture<ResponseEntity<Object>> put(
            @PathVariable String table,
            @PathVariable String id,
            @BodyBytes byte[] body,
            Caller caller,
            HttpServletRequest request) {
        Contract contract = keyed(table, id);
        IncomingRow row = bodies.ofRow(contract, id, body, request);
        return desk.take(new Rows(Map.of(contract, List.of(row)), "put"), body, caller, request);
    }

    @DeleteMapping("/{table}/{id}")
    CompletableFuture<ResponseEntity<Object>> delete(
            @PathVariable String table, @PathVariable String id, Caller caller, HttpServletRequest request) {
        Contract contract = keyed(table, id);
        referredFrom(contract, id).ifPresent(child -> {
            throw Refusal.stillReferenced(table, id, child);
        });
        IncomingRow row = IncomingRow.removal(id);
        return desk.take(new Rows(Map.of(contract, List.of(row)), "delete"), NO_BODY, caller, request);
    }

    @WholeBody
    @PostMapping("/{table}/validate")
    Validation.Report validate(@PathVariable String table, @BodyBytes byte[] body, HttpServletRequest request) {
        Contract contract = ingest.contract(table);
        Rows rows = bodies.ofTable(contract, body, request);
        Ingest.check(rows);
        return new Validation(tables).of(contract, rows.tables().getOrDefault(contract, List.of()));
    }

    private Contract keyed(String table, String id) {
        Contract contract = ingest.contract(table);
        if (!RowKey.of(contract).valid(id)) {
            throw Refusal.badParameter("id", "a key of " + table + " in its canonical spelling");
        }
        return contract;
    }

    /** A courtesy: the sink keeps the row as well when somebody refers to it by then, or when the database is away now. */
    private Optional<String> referredFrom(Contract contract, String id) {
        try {
            return contract.key().size() == 1 ? tables.referredFrom(contract, id) : Optional.empty();
        } catch (DataAccessException e) {
            LOG.atDebug().addKeyValue("cause", e.toString()).log("references could not be looked up");
            return Optional.empty();
        }
    }
}

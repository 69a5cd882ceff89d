package dev.sluice.producer.batch;

import dev.sluice.access.Caller;
import dev.sluice.access.Scope;
import dev.sluice.access.Scoped;
import dev.sluice.contract.Contract;
import dev.sluice.producer.body.BodyBytes;
import dev.sluice.producer.body.WholeBody;
import dev.sluice.producer.corrections.Corrections;
import dev.sluice.producer.incoming.Rows;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Batches of up to 1000 rows. */
@RestController
@RequestMapping(path = "/v1/ingest", produces = MediaType.APPLICATION_JSON_VALUE)
@Scoped(Scope.INGEST)
final class IngestController {
    private final Ingest ingest;
    private final BatchBody bodies;
    private final ReceiptDesk desk;
    private final Corrections corrections;

    public IngestController(Ingest ingest, BatchBody bodies, ReceiptDesk desk, Corrections corrections) {
        this.ingest = ingest;
        this.bodies = bodies;
        this.desk = desk;
        this.corrections = corrections;
    }

    @WholeBody
    @PostMapping("/{table}")
    public CompletableFuture<ResponseEntity<Object>> batch(
            @PathVariable String table, @BodyBytes byte[] body, Caller caller, HttpServletRequest request) {
        Contract contract = ingest.contract(table);
        Rows rows = bodies.ofTable(contract, body, request);
        Rows told = corrections
                .asked(request.getParameter("corrects"), caller)
                .map(batch -> corrections.of(batch, rows))
                .orElse(rows);
        return desk.take(told, body, caller, request);
    }

    @WholeBody
    @PostMapping
    CompletableFuture<ResponseEntity<Object>> mixed(@BodyBytes byte[] body, Caller caller, HttpServletRequest request) {
        return desk.take(bodies.ofTables(ingest::contract, body, request), body, caller, request);
    }
}

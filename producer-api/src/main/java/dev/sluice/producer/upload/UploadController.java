package dev.sluice.producer.upload;

import dev.sluice.access.Caller;
import dev.sluice.access.Scope;
import dev.sluice.access.Scoped;
import dev.sluice.contract.Contract;
import dev.sluice.ledger.Wait;
import dev.sluice.producer.batch.Ingest;
import dev.sluice.producer.batch.ReceiptDesk;
import dev.sluice.producer.body.BodyFormat;
import dev.sluice.producer.body.PacedInput;
import dev.sluice.producer.corrections.Corrections;
import dev.sluice.producer.csv.CsvOptions;
import dev.sluice.producer.refusal.Refusal;
import dev.sluice.producer.requests.IdempotencyKey;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Files of any size. */
@RestController
@RequestMapping(path = "/v1/ingest", produces = MediaType.APPLICATION_JSON_VALUE)
@Scoped(Scope.INGEST)
final class UploadController {
    static final Set<BodyFormat> FORMATS = EnumSet.of(BodyFormat.CSV, BodyFormat.NDJSON);

    private static final String WAY = "upload";

    private final Ingest ingest;
    private final Uploads uploads;
    private final FormFiles forms;
    private final Corrections corrections;
    private final Duration pace;
    private final ReceiptDesk desk;

    UploadController(
            Ingest ingest, Uploads uploads, FormFiles forms, Corrections corrections, Duration pace, ReceiptDesk desk) {
        this.ingest = ingest;
        this.uploads = uploads;
        this.forms = forms;
        this.corrections = corrections;
        this.pace = pace;
        this.desk = desk;
    }

    @PostMapping("/{table}/uploads")
    CompletableFuture<ResponseEntity<Object>> upload(
            @PathVariable String table, Caller caller, HttpServletRequest request)
            throws IOException, InterruptedException {
        Contract contract = ingest.contract(table);
        if (FormFiles.isForm(request.getContentType())) {
            return form(contract, caller, request);
        }
        BodyFormat format = BodyFormat.of(request.getContentType(), FORMATS);
        CsvOptions options = CsvOptions.of(request.getParameter("delimiter"), request.getParameter("header"));
        UploadFile plain = new UploadFile(contract, format, options, () -> body(request));
        UploadFile file = corrections
                .asked(request.getParameter("corrects"), caller)
                .map(batch -> plain.correcting(batch, corrections))
                .orElse(plain);
        Optional<IdempotencyKey> key = IdempotencyKey.ofUpload(request);
        return answer(caller, request, () -> uploads.take(List.of(file), WAY, caller.keyId(), key));
    }

    /** Several files at once; the table is the name of the field, or the beginning of the file's name. */
    @PostMapping("/uploads")
    CompletableFuture<ResponseEntity<Object>> uploads(Caller caller, HttpServletRequest request)
            throws IOException, InterruptedException {
        if (!FormFiles.isForm(request.getContentType())) {
            throw Refusal.unsupportedMediaType("this call takes multipart/form-data");
        }
        return form(null, caller, request);
    }

    private CompletableFuture<ResponseEntity<Object>> form(
            @Nullable Contract contract, Caller caller, HttpServletRequest request)
            throws IOException, InterruptedException {
        Optional<String> corrects = corrections.asked(parameter(request, "corrects"), caller);
        CsvOptions options = CsvOptions.of(parameter(request, "delimiter"), parameter(request, "header"));
        Optional<IdempotencyKey> key = IdempotencyKey.ofUpload(request);
        return answer(caller, request, () -> {
            try (Spool spool = forms.receive(request.getContentType(), () -> body(request), contract, options)) {
                corrects.ifPresent(batch -> spool.correct(batch, corrections));
                return uploads.take(spool.files(), WAY, caller.keyId(), key);
            } catch (PacedInput.TooSlow e) {
                throw Refusal.uploadTooSlow();
            }
        });
    }

    private InputStream body(HttpServletRequest request) throws IOException {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        InputStream paced = new PacedInput(request.getInputStream(), pace);
        return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> paced;
            case "gzip", "x-gzip" -> new GZIPInputStream(paced, 64 * 1024);
            default -> throw Refusal.unsupportedMediaType("the Content-Encoding " + encoding + " is not known");
        };
    }

    /** From the query alone: the server would read a form's body to find a parameter. */
    private static @Nullable String parameter(HttpServletRequest request, String name) {
        return UriComponentsBuilder.fromUriString("?" + request.getQueryString())
                .build()
                .getQueryParams()
                .getFirst(name);
    }

    private CompletableFuture<ResponseEntity<Object>> answer(
            Caller caller, HttpServletRequest request, Uploads.Work work) throws IOException, InterruptedException {
        Optional<Wait> wait = Wait.of(Collections.list(request.getHeaders("Prefer")));
        return desk.answer(CompletableFuture.completedFuture(uploads.inPlace(caller.keyId(), work)), wait);
    }
}

package dev.sluice.producer.upload;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.producer.body.BodyFormat;
import dev.sluice.producer.csv.CsvOptions;
import dev.sluice.producer.refusal.Refusal;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipException;
import org.apache.tomcat.util.http.fileupload.MultipartStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;

/**
 * The files of a {@code multipart/form-data} body. They are put on disk first, since a file of children may come before the
 * file of their parents and must be fed after it.
 */
final class FormFiles {
    /** RFC 2046 allows 70; some clients are less modest. */
    private static final int LONGEST_BOUNDARY = 200;

    private final Contracts contracts;
    private final SpoolFolder folder;

    FormFiles(Contracts contracts, SpoolFolder folder) {
        this.contracts = contracts;
        this.folder = folder;
    }

    static boolean isForm(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    /** @param only the table of all files, or null where each says its own */
    Spool receive(String contentType, UploadFile.Source source, @Nullable Contract only, CsvOptions options)
            throws IOException {
        byte[] boundary = boundary(contentType);
        Spool spool = new Spool(contracts, folder);
        try (InputStream body = source.open()) {
            MultipartStream parts = new MultipartStream(body, boundary, null);
            parts.setHeaderEncoding("UTF-8");
            for (boolean more = parts.skipPreamble(); more; more = parts.readBoundary()) {
                receive(parts, spool, only, options);
            }
            return spool;
        } catch (MultipartStream.MalformedStreamException e) {
            spool.close();
            throw Refusal.badForm("it ends within a part, or a part has no head");
        } catch (ZipException | EOFException e) {
            spool.close();
            throw Refusal.badGzip();
        } catch (IOException | RuntimeException e) {
            spool.close();
            throw e;
        }
    }

    private void receive(MultipartStream parts, Spool spool, @Nullable Contract only, CsvOptions options)
            throws IOException {
        Map<String, String> headers = headers(parts.readHeaders());
        ContentDisposition part = disposition(headers.getOrDefault("content-disposition", "form-data"));
        String filename = part.getFilename();
        if (filename == null) {
            parts.discardBodyData();
            return;
        }
        FileName name = new FileName(filename);
        Contract contract = only == null ? table(part.getName(), name) : only;
        // Browsers say many things about a CSV file; its name is the better witness.
        BodyFormat format =
                name.format().orElseGet(() -> BodyFormat.of(headers.get("content-type"), UploadController.FORMATS));
        Path file = spool.file();
        try (OutputStream output = spool.output(file)) {
            parts.readBodyData(output);
        }
        spool.add(new UploadFile(contract, format, options, () -> name.open(file)));
    }

    /** By the field's name, else by the file's. */
    private Contract table(@Nullable String field, FileName file) {
        return contracts
                .find(field == null ? "" : field)
                .or(() -> file.table(contracts))
                .orElseThrow(() -> Refusal.unknownTable(field + " (file " + file.text() + ")"));
    }

    private static ContentDisposition disposition(String header) {
        try {
            return ContentDisposition.parse(header);
        } catch (IllegalArgumentException e) {
            throw Refusal.badForm("the Content-Disposition of a part can't be read");
        }
    }

    private static byte[] boundary(String contentType) {
        String boundary = parameter(contentType).replace("\"", "");
        if (boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
            throw Refusal.unsupportedMediaType(
                    "multipart/form-data needs a boundary of 1 to " + LONGEST_BOUNDARY + " characters");
        }
        return boundary.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String parameter(String contentType) {
        try {
            String boundary = MediaType.parseMediaType(contentType).getParameter("boundary");
            return boundary == null ? "" : boundary;
        } catch (IllegalArgumentException e) {
            throw Refusal.unsupportedMediaType("the Content-Type can't be read");
        }
    }

    private static Map<String, String> headers(String lines) {
        Map<String, String> headers = new HashMap<>();
        for (String line : lines.split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }
}

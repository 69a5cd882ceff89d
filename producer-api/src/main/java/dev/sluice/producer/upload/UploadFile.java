package dev.sluice.producer.upload;

import dev.sluice.contract.Contract;
import dev.sluice.producer.body.BodyFormat;
import dev.sluice.producer.corrections.Corrections;
import dev.sluice.producer.csv.CsvOptions;
import dev.sluice.producer.csv.CsvStream;
import dev.sluice.producer.incoming.RowStream;
import dev.sluice.producer.json.LineStream;
import dev.sluice.producer.refusal.MalformedBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.UnaryOperator;

/**
 * One file of an upload: whose rows it holds, and how they are written.
 *
 * @param remarks adds to each row what it is to say beside its values
 */
public record UploadFile(
        Contract contract, BodyFormat format, CsvOptions options, Source source, UnaryOperator<RowStream> remarks) {
    public UploadFile(Contract contract, BodyFormat format, CsvOptions options, Source source) {
        this(contract, format, options, source, UnaryOperator.identity());
    }

    /** The same file, whose rows mend those of a batch. */
    UploadFile correcting(String batch, Corrections corrections) {
        return new UploadFile(
                contract, format, options, source, rows -> corrections.of(batch, contract, remarks.apply(rows)));
    }

    /** Opens the bytes, once. */
    public interface Source {
        InputStream open() throws IOException;
    }

    RowStream rows(InputStream input) throws IOException, MalformedBody {
        return remarks.apply(
                format == BodyFormat.CSV ? CsvStream.open(input, contract, options) : LineStream.open(input, contract));
    }
}

package dev.sluice.producer.upload;

import dev.sluice.contract.Contract;
import dev.sluice.producer.body.BodyFormat;
import dev.sluice.producer.csv.CsvOptions;
import dev.sluice.producer.csv.CsvStream;
import dev.sluice.producer.incoming.RowStream;
import dev.sluice.producer.json.LineStream;
import dev.sluice.producer.refusal.MalformedBody;
import java.io.IOException;
import java.io.InputStream;

/** One file of an upload: whose rows it holds, and how they are written. */
public record UploadFile(Contract contract, BodyFormat format, CsvOptions options, Source source) {
    /** Opens the bytes, once. */
    public interface Source {
        InputStream open() throws IOException;
    }

    RowStream rows(InputStream input) throws IOException, MalformedBody {
        return format == BodyFormat.CSV ? CsvStream.open(input, contract, options) : LineStream.open(input, contract);
    }
}

package dev.sluice.producer;

import dev.sluice.contract.Contract;
import java.io.IOException;
import java.io.InputStream;

/** One file of an upload: whose rows it holds, and how they are written. */
record UploadFile(Contract contract, BodyFormat format, CsvOptions options, Source source) {
    /** Opens the bytes, once. */
    interface Source {
        InputStream open() throws IOException;
    }

    RowStream rows(InputStream input) throws IOException, MalformedBody {
        return format == BodyFormat.CSV ? CsvStream.open(input, contract, options) : LineStream.open(input, contract);
    }
}

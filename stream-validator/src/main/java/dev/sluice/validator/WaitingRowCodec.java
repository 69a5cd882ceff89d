package dev.sluice.validator;

import dev.sluice.row.Reference;
import dev.sluice.wire.Position;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Waiting rows as bytes. The first byte is the version, so that a later release can read what this one left behind. */
final class WaitingRowCodec {
    private static final int VERSION = 1;
    private static final int ABSENT = -1;

    private final Channels channels;

    WaitingRowCodec(Channels channels) {
        this.channels = channels;
    }

    static byte[] write(WaitingRow row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Arrival arrival = row.arrival();
            out.writeByte(VERSION);
            writeText(out, arrival.table());
            writeText(out, row.key());
            out.writeLong(row.since());
            writeBytes(out, row.framed());
            out.writeInt(row.references().size());
            for (Reference reference : row.references()) {
                writeText(out, reference.field());
                writeText(out, reference.table());
                writeText(out, reference.key());
            }
            writeArrival(out, arrival);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Empty where the row's table has no contract any more; its rows stay until there is one again. */
    Optional<WaitingRow> read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IllegalStateException("a waiting row of version " + version + " was left by a newer release");
            }
            Optional<Channel> channel = channels.ofTable(readText(in));
            return channel.isEmpty() ? Optional.empty() : Optional.of(read(channel.get(), in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WaitingRow read(Channel channel, DataInputStream in) throws IOException {
        String key = readText(in);
        long since = in.readLong();
        byte[] framed = readBytes(in);
        List<Reference> references = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            references.add(new Reference(readText(in), readText(in), readText(in)));
        }
        return new WaitingRow(readArrival(channel, in), key, framed, references, since);
    }

    private static void writeArrival(DataOutputStream out, Arrival arrival) throws IOException {
        writeText(out, arrival.origin().topic());
        out.writeInt(arrival.origin().partition());
        out.writeLong(arrival.origin().offset());
        writeText(out, arrival.batch());
        out.writeLong(arrival.row());
        writeBytes(out, arrival.key());
        writeBytes(out, arrival.value());
        out.writeLong(arrival.timestamp());
        Header[] headers = arrival.headers().toArray();
        out.writeInt(headers.length);
        for (Header header : headers) {
            writeText(out, header.key());
            writeBytes(out, header.value());
        }
    }

    private static Arrival readArrival(Channel channel, DataInputStream in) throws IOException {
        Position origin = new Position(readText(in), in.readInt(), in.readLong());
        BatchTag tag = new BatchTag(readText(in), in.readLong());
        byte[] key = readBytes(in);
        byte[] value = readBytes(in);
        long timestamp = in.readLong();
        Headers headers = new RecordHeaders();
        for (int left = in.readInt(); left > 0; left--) {
            headers.add(readText(in), readBytes(in));
        }
        return new Arrival(channel, origin, tag, key, value, headers, timestamp);
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void writeBytes(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
        out.writeInt(bytes == null ? ABSENT : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length == ABSENT ? null : in.readNBytes(length);
    }
}

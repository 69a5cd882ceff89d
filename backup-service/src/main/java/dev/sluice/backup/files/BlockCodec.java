package dev.sluice.backup.files;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;

/**
 * Zstandard with a checksum, as Avro's codec of that name reads it: without one, half of all flipped bits would be read
 * back as other values. For one thread.
 */
final class BlockCodec implements AutoCloseable {
    private static final int LEVEL = 3;

    /** Far above what is ever written: a length from a bad file must not take all memory. */
    private static final int LARGEST = 256 << 20;

    private final ZstdCompressCtx compressor =
            new ZstdCompressCtx().setLevel(LEVEL).setChecksum(true);
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();

    byte[] compress(byte[] bytes, int length) {
        byte[] target = new byte[(int) Zstd.compressBound(length)];
        int size = compressor.compressByteArray(target, 0, target.length, bytes, 0, length);
        byte[] exact = new byte[size];
        System.arraycopy(target, 0, exact, 0, size);
        return exact;
    }

    byte[] decompress(byte[] compressed) throws IOException {
        try {
            long size = Zstd.getFrameContentSize(compressed);
            if (size < 0 || size > LARGEST) {
                throw new IOException("a block says that it holds " + size + " bytes");
            }
            byte[] bytes = new byte[(int) size];
            int length = decompressor.decompressByteArray(bytes, 0, bytes.length, compressed, 0, compressed.length);
            if (length != size) {
                throw new IOException("a block holds " + length + " bytes instead of " + size);
            }
            return bytes;
        } catch (ZstdException e) {
            throw new IOException("a block can't be unpacked: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        compressor.close();
        decompressor.close();
    }
}

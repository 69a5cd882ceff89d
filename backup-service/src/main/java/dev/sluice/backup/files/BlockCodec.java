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
    /** Numbers and plain texts are smaller at the higher one, rows with long random texts at the lower one. */
    private static final int[] LEVELS = {1, 3};

    /** After so many blocks it is tried again which level suits the rows. */
    private static final int TRIED_AFTER = 16;

    /** Far above what is ever written: a length from a bad file must not take all memory. */
    private static final int LARGEST = 256 << 20;

    private final ZstdCompressCtx compressor = new ZstdCompressCtx().setChecksum(true);
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
    private int blocks;
    private int level = LEVELS[0];

    byte[] compress(byte[] bytes, int length) {
        return blocks++ % TRIED_AFTER == 0 ? smallest(bytes, length) : compress(bytes, length, level);
    }

    private byte[] smallest(byte[] bytes, int length) {
        byte[] smallest = compress(bytes, length, LEVELS[0]);
        level = LEVELS[0];
        for (int i = 1; i < LEVELS.length; i++) {
            byte[] other = compress(bytes, length, LEVELS[i]);
            if (other.length < smallest.length) {
                smallest = other;
                level = LEVELS[i];
            }
        }
        return smallest;
    }

    private byte[] compress(byte[] bytes, int length, int chosen) {
        compressor.setLevel(chosen);
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

package dev.sluice.backup.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockCodecTest {
    private static final int ROWS = 4_000;

    @Test
    void whateverTheRowsAreTheLevelThatSuitsThemIsTaken() throws IOException {
        byte[] hashes = rows("%1$d Employee %2$016x%3$016x of %1$d");
        byte[] plain = rows("%1$d Department of letters and parcels, floor %2$.1s");
        try (BlockCodec codec = new BlockCodec()) {
            for (byte[] block : new byte[][] {hashes, plain}) {
                byte[] packed = codec.compress(block, block.length);
                for (int i = 1; i < 16; i++) {
                    assertThat(codec.compress(block, block.length)).isEqualTo(packed);
                }

                assertThat(packed.length).isLessThanOrEqualTo(Zstd.compress(block, 1).length + 4);
                assertThat(packed.length).isLessThanOrEqualTo(Zstd.compress(block, 3).length + 4);
                assertThat(codec.decompress(packed)).isEqualTo(block);
            }
        }
    }

    private static byte[] rows(String format) {
        Random random = new Random(7);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            rows.append(format.formatted(i, random.nextLong(), random.nextLong()));
        }
        return rows.toString().getBytes(StandardCharsets.UTF_8);
    }
}

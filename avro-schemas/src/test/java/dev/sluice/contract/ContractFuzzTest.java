package dev.sluice.contract;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** No file makes the parser fail in another way than by saying what is wrong with the file. */
class ContractFuzzTest {

    @FuzzTest
    void anyFileIsAContractOrRefused(byte[] file) {
        try {
            Contracts.of(List.of(Contract.parse("fuzz.avsc", new String(file, StandardCharsets.UTF_8))));
        } catch (ContractException refused) {
            assert !refused.reason().isBlank();
        }
    }
}

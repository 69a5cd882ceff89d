package dev.sluice.reports.hiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NameOrderTest {

    @Test
    void caseDecidesOnlyBetweenEquals() {
        assertThat(sorted("b", "A", "a", "B", "ab", "Aa")).containsExactly("A", "a", "Aa", "ab", "B", "b");
    }

    @Test
    void lettersBeyondAsciiFollowTheirCodePoints() {
        assertThat(sorted("zebra", "éclair", "Äpfel", "apple", "Zoo"))
                .containsExactly("apple", "zebra", "Zoo", "Äpfel", "éclair");
    }

    @Test
    void supplementaryCharactersSortBehindAllOthers() {
        assertThat(sorted("\uD83D\uDE00", "\uFF21", "a")).containsExactly("a", "\uFF21", "\uD83D\uDE00");
    }

    private static List<String> sorted(String... names) {
        return List.of(names).stream().sorted(NameOrder.INSTANCE).toList();
    }
}

package dev.sluice.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RulesTest {

    @Test
    void everyRuleIsExplainedInTheDocument() throws IOException, IllegalAccessException {
        List<Object> rules = new ArrayList<>();
        for (Field field : Rules.class.getFields()) {
            rules.add(field.get(null));
        }

        String document = Files.readString(Path.of("..", "docs", "CONTRACTS.md"));

        String table = document.substring(document.indexOf("## Rules"));
        assertThat(Pattern.compile("(?m)^\\| `([a-z-]+)` \\|")
                        .matcher(table)
                        .results()
                        .map(it -> it.group(1)))
                .containsExactlyElementsOf(
                        rules.stream().map(Object::toString).sorted().toList());
    }
}

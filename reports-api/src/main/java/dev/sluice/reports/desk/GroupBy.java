package dev.sluice.reports.desk;

import dev.sluice.letters.Shape;
import dev.sluice.reports.page.Refusal;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How letters are put into groups. A letter with several reasons is in several groups, and counts once in each. */
enum GroupBy {
    TABLE,
    STATE,
    RULE,
    FIELD,
    REASON;

    static GroupBy of(String text) {
        for (GroupBy by : values()) {
            if (by.word().equals(text)) {
                return by;
            }
        }
        throw Refusal.badParameter("by", "table, state, rule, field or reason");
    }

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    List<Group> group(List<Shapes.Count> counts) {
        return counts.stream()
                .flatMap(count -> names(count).stream().map(name -> new Group(name, count.letters())))
                .collect(Collectors.groupingBy(Group::name, Collectors.summingLong(Group::letters)))
                .entrySet()
                .stream()
                .map(entry -> new Group(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Group::letters).reversed().thenComparing(Group::name))
                .toList();
    }

    private Set<String> names(Shapes.Count count) {
        return switch (this) {
            case TABLE -> Set.of(count.table());
            case STATE -> Set.of(count.state());
            case RULE -> names(count, Shape.Pair::rule);
            case FIELD -> names(count, Shape.Pair::field);
            case REASON -> names(count, pair -> pair.rule() + "/" + pair.field());
        };
    }

    private static Set<String> names(Shapes.Count count, Function<Shape.Pair, String> name) {
        return count.shape().pairs().stream().map(name).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}

package dev.sluice.backup.restore;

import dev.sluice.contract.Column;
import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.contract.SqlName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the references that would be broken once the difference is in the tables. */
final class OrphanSearch {
    /** Rows that stay as they are, whose parent goes. */
    private static final String STAYING = """
            select count(*), count(distinct c.%1$s) from %2$s c
            join %3$s p on p.%4$s = c.%1$s
            where %5$s
            """;

    /** Rows that come, whose parent neither is there and stays nor comes with them. */
    private static final String COMING = """
            select count(*), count(distinct c.%1$s) from %2$s c
            where c.%1$s is not null
              and not exists (select from %3$s p where p.%4$s = c.%1$s %5$s)
              %6$s
            """;

    private final Contracts contracts;
    private final Scratch scratch;

    OrphanSearch(Contracts contracts, Scratch scratch) {
        this.contracts = contracts;
        this.scratch = scratch;
    }

    List<Orphans> find(Connection connection, List<RestoredTable> restored) throws SQLException {
        List<Orphans> found = new ArrayList<>();
        for (Contract child : contracts.parentsFirst()) {
            for (Column column : child.columns()) {
                Optional<String> parent = column.references();
                if (parent.isPresent()) {
                    look(connection, restored, child, column, contracts.get(parent.get()))
                            .ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private Optional<Orphans> look(
            Connection connection, List<RestoredTable> restored, Contract child, Column column, Contract parent)
            throws SQLException {
        Optional<RestoredTable> children = of(restored, child);
        Optional<RestoredTable> parents = of(restored, parent);
        long[] sum = new long[2];
        if (parents.isPresent()) {
            count(connection, staying(child, column, children, parents.get()), sum);
        }
        if (children.isPresent()) {
            count(connection, coming(column, parent, children.get(), parents), sum);
        }
        return sum[0] == 0
                ? Optional.empty()
                : Optional.of(new Orphans(child.table(), column.name(), parent.table(), sum[0], sum[1]));
    }

    private static Optional<RestoredTable> of(List<RestoredTable> restored, Contract contract) {
        return restored.stream()
                .filter(table -> table.contract().table().equals(contract.table()))
                .findFirst();
    }

    private String staying(Contract child, Column column, Optional<RestoredTable> children, RestoredTable parents) {
        String untouched = children.map(
                        table -> "not exists (select from %s u where %s) and not exists (select from %s d where %s)"
                                .formatted(
                                        table.upserts(),
                                        table.sameKey("u", "c"),
                                        table.deletes(),
                                        table.sameKey("d", "c")))
                .orElse("true");
        return STAYING.formatted(
                SqlName.quoted(column.name()),
                scratch.live(child),
                parents.deletes(),
                key(parents.contract()),
                untouched);
    }

    private String coming(Column column, Contract parent, RestoredTable children, Optional<RestoredTable> parents) {
        String name = SqlName.quoted(column.name());
        String staying = parents.map(table -> "and not exists (select from %s d where d.%s = p.%s)"
                        .formatted(table.deletes(), key(parent), key(parent)))
                .orElse("");
        String comingToo = parents.map(table -> "and not exists (select from %s u where u.%s = c.%s)"
                        .formatted(table.upserts(), key(parent), name))
                .orElse("");
        return COMING.formatted(name, children.upserts(), scratch.live(parent), key(parent), staying, comingToo);
    }

    /** Only tables with a key of one column can be referred to. */
    private static String key(Contract contract) {
        return SqlName.quoted(contract.key().get(0).name());
    }

    private static void count(Connection connection, String query, long[] sum) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            sum[0] += row.getLong(1);
            sum[1] += row.getLong(2);
        }
    }
}

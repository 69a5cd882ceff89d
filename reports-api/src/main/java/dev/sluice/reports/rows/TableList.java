package dev.sluice.reports.rows;

import dev.sluice.contract.Column;
import dev.sluice.contract.ColumnType;
import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;
import dev.sluice.reports.reads.Reads;
import dev.sluice.reports.reads.Schemas;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every table that has a contract, parents first. */
final class TableList {

    /** The planner's figure: counting 10 million rows takes a second, and nobody needs it to the row. */
    private static final String ABOUT_HOW_MANY = """
            select c.relname, greatest(c.reltuples, 0)::bigint
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = ? and c.relkind = 'r'
            """;

    private final Reads reads;
    private final Schemas schemas;
    private final Contracts contracts;
    private final Map<String, TableRows> tables = new LinkedHashMap<>();

    TableList(Reads reads, Schemas schemas, Contracts contracts) {
        this.reads = reads;
        this.schemas = schemas;
        this.contracts = contracts;
        contracts
                .parentsFirst()
                .forEach(contract -> tables.put(contract.table(), new TableRows(reads, schemas, contract)));
    }

    Optional<TableRows> find(String table) {
        return Optional.ofNullable(tables.get(table));
    }

    List<TableAnswer> all() {
        Map<String, Long> counts = new LinkedHashMap<>();
        reads.client()
                .sql(ABOUT_HOW_MANY)
                .param(schemas.tables())
                .query((row, number) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return contracts.parentsFirst().stream()
                .map(contract -> answer(contract, counts.getOrDefault(contract.table(), 0L)))
                .toList();
    }

    static TableAnswer answer(Contract contract, long aboutRows) {
        return new TableAnswer(
                contract.table(),
                contract.key().stream().map(Column::name).toList(),
                aboutRows,
                contract.columns().stream().map(TableList::answer).toList(),
                Map.of("rows", "/v1/tables/" + contract.table() + "/rows"));
    }

    private static ColumnAnswer answer(Column column) {
        return new ColumnAnswer(
                column.name(),
                column.type().fold(TypeName.INSTANCE),
                !column.optional(),
                column.generated(),
                column.references().orElse(null),
                column.doc(),
                Rules.of(column));
    }

    /** @param aboutRows an estimate */
    record TableAnswer(
            String table, List<String> key, long aboutRows, List<ColumnAnswer> columns, Map<String, String> links) {}

    record ColumnAnswer(
            String name,
            String type,
            boolean required,
            boolean generated,
            @Nullable String references,
            String doc,
            Rules rules) {}

    private static final class TypeName implements ColumnType.Cases<String> {
        static final TypeName INSTANCE = new TypeName();

        @Override
        public String int32() {
            return "int";
        }

        @Override
        public String int64() {
            return "long";
        }

        @Override
        public String float64() {
            return "double";
        }

        @Override
        public String bool() {
            return "boolean";
        }

        @Override
        public String text() {
            return "string";
        }

        @Override
        public String decimal(ColumnType.Decimal type) {
            return "decimal(%d,%d)".formatted(type.precision(), type.scale());
        }

        @Override
        public String date() {
            return "date";
        }

        @Override
        public String timestamp(ColumnType.Timestamp type) {
            return "timestamp";
        }

        @Override
        public String uuid() {
            return "uuid";
        }

        @Override
        public String enumeration(ColumnType.Enumeration type) {
            return "enum(" + String.join(", ", type.symbols()) + ")";
        }
    }
}

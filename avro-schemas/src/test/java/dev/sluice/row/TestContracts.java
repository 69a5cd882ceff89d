package dev.sluice.row;

import dev.sluice.contract.Contract;
import dev.sluice.contract.Contracts;

/** Contracts that the tests judge by. */
final class TestContracts {
    static final Contract HIRES = Contracts.shipped().get("hired_employees");
    static final Contract JOBS = Contracts.shipped().get("jobs");

    /** Every type, required and optional, and every rule. */
    static final Contract BADGES = Contract.parse("Badge.avsc", """
            { "type": "record", "name": "Badge", "namespace": "test", "sluice.table": "badges", "sluice.key": "code", "fields": [
              { "name": "code", "type": "string", "sluice.minLength": 2, "sluice.maxLength": 12, "sluice.pattern": "[A-Z]+-?[0-9]*" },
              { "name": "serial", "type": "long" },
              { "name": "floor", "type": ["null", "int"], "sluice.min": -2, "sluice.max": 40 },
              { "name": "price", "type": { "type": "bytes", "logicalType": "decimal", "precision": 8, "scale": 2 }, "sluice.min": 0, "sluice.max": 99999.5 },
              { "name": "budget", "type": ["null", { "type": "bytes", "logicalType": "decimal", "precision": 30, "scale": 10 }] },
              { "name": "weight", "type": "double", "sluice.min": 0.5 },
              { "name": "drift", "type": ["null", "double"] },
              { "name": "active", "type": "boolean" },
              { "name": "spare", "type": ["null", "boolean"] },
              { "name": "since", "type": { "type": "int", "logicalType": "date" }, "sluice.min": "1990-01-01" },
              { "name": "until", "type": ["null", { "type": "int", "logicalType": "date" }] },
              { "name": "seen", "type": { "type": "long", "logicalType": "timestamp-millis" }, "sluice.max": "2100-01-01T00:00:00Z" },
              { "name": "left", "type": ["null", { "type": "long", "logicalType": "timestamp-micros" }] },
              { "name": "token", "type": { "type": "string", "logicalType": "uuid" } },
              { "name": "level", "type": { "type": "enum", "name": "Level", "symbols": ["LOW", "MID", "HIGH"] } },
              { "name": "note", "type": ["null", "string"], "sluice.maxLength": 20 },
              { "name": "department_id", "type": ["null", "int"], "sluice.references": "departments" }
            ] }
            """);

    /** A key of several parts, with an enum and a date in it. */
    static final Contract SHIFTS = Contract.parse("Shift.avsc", """
            { "type": "record", "name": "Shift", "namespace": "test", "sluice.table": "shifts", "sluice.key": ["place", "day", "slot"], "fields": [
              { "name": "day", "type": { "type": "int", "logicalType": "date" } },
              { "name": "place", "type": "string" },
              { "name": "slot", "type": { "type": "enum", "name": "Slot", "symbols": ["EARLY", "LATE"] } },
              { "name": "hours", "type": ["null", { "type": "bytes", "logicalType": "decimal", "precision": 4, "scale": 2 }] }
            ] }
            """);

    private TestContracts() {}
}

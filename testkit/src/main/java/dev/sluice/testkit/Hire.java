package dev.sluice.testkit;

import java.time.Instant;

/** What must stand in {@code hired_employees} once a good row has arrived. */
public record Hire(int id, String name, Instant datetime, int departmentId, int jobId) {}

package dev.sluice.testkit;

import java.util.Optional;

/**
 * A generated row of {@code hired_employees}: what is sent, and what must become of it.
 *
 * @param number its place in the batch, from 1
 * @param text a JSON object or a CSV line, without a line break
 * @param hire what must be stored, where the row is good
 * @param fault what is wrong with it, where it is bad
 */
public record HiringRow(int number, String text, Optional<Hire> hire, Optional<HiringFault> fault) {}
